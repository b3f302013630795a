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
