// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/texts.h"

#include <fmt/format.h>

#include <array>

namespace kb {
namespace {

struct TypeTitle {
    ArticleType type;
    const char* title;
};

constexpr std::array<TypeTitle, 8> kTypeTitles = {{
    {ArticleType::article, "Статья"},
    {ArticleType::steps, "Инструкция"},
    {ArticleType::qa, "Вопрос и ответ"},
    {ArticleType::video, "Видео"},
    {ArticleType::template_, "Шаблон ответа"},
    {ArticleType::script, "Сценарий разговора"},
    {ArticleType::policy, "Правила"},
    {ArticleType::limitation, "Ограничение"},
}};

}  // namespace

const char* type_title(ArticleType type) {
    for (const TypeTitle& row : kTypeTitles) {
        if (row.type == type) return row.title;
    }
    return "";
}

std::string type_title(std::string_view name) {
    for (const TypeTitle& row : kTypeTitles) {
        if (name == type_name(row.type)) return row.title;
    }
    return std::string(name);
}

const char* level_title(Level level) {
    switch (level) {
        case Level::none:
            return "";
        case Level::basic:
            return "Простыми словами";
        case Level::advanced:
            return "Для опытных";
    }
    return "";
}

std::string lang_title(std::string_view lang) {
    if (lang == "ru") return "По-русски";
    if (lang == "en") return "In English";
    return std::string(lang);
}

const char* via_title(Via via) {
    switch (via) {
        case Via::exact:
            return "точно";
        case Via::stem:
            return "та же основа";
        case Via::derived:
            return "тот же корень";
        case Via::correction:
            return "исправлена опечатка";
        case Via::layout:
            return "исправлена раскладка";
        case Via::translit:
            return "прочитано русскими буквами";
        case Via::synonym:
            return "синоним";
        case Via::alias:
            return "из aliases статьи";
        case Via::ngram:
            return "похожие буквы";
        case Via::case_:
            return "из решённых обращений";
    }
    return "";
}

std::string removed_title(std::string_view kind) {
    constexpr std::array<std::pair<std::string_view, const char*>, 6> kTitles = {{
        {"greeting", "приветствие"},
        {"quote", "старая переписка"},
        {"signature", "подпись"},
        {"disclaimer", "приписка о секретности"},
        {"header", "заголовок письма"},
        {"html", "разметка"},
    }};
    for (const auto& [name, title] : kTitles) {
        if (name == kind) return title;
    }
    return std::string(kind);
}

const char* rewritten_reason(Via via) {
    switch (via) {
        case Via::layout:
            return "Похоже, не переключилась раскладка.";
        case Via::translit:
            return "Мы прочитали запрос русскими буквами.";
        default:
            return "Мы исправили опечатку.";
    }
}

std::string counted(long long number, const char* one, const char* few, const char* many) {
    const long long tens = number % 100;
    const long long units = number % 10;
    const char* word = many;
    if (tens < 11 || tens > 14) {
        if (units == 1) word = one;
        if (units >= 2 && units <= 4) word = few;
    }
    return fmt::format("{} {}", number, word);
}

}  // namespace kb
