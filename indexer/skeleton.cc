// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/skeleton.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "indexer/error.h"
#include "indexer/json_text.h"
#include "stemming/analyzer.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr std::size_t kLongestStem = 60;

// From «а» on.
constexpr std::array<const char*, 32> kLatin = {"a", "b",  "v",  "g",   "d", "e", "zh", "z", "i",  "y", "k",
                                                "l", "m",  "n",  "o",   "p", "r", "s",  "t", "u",  "f", "h",
                                                "c", "ch", "sh", "sch", "",  "y", "",   "e", "yu", "ya"};

std::string in_latin(std::string_view word) {
    std::string latin;
    for (const char32_t letter : to_utf32(word)) {
        if ((letter >= U'a' && letter <= U'z') || (letter >= U'0' && letter <= U'9')) {
            latin += static_cast<char>(letter);
        } else if (letter >= U'а' && letter <= U'я') {
            latin += kLatin[letter - U'а'];
        } else if (letter == U'ё') {
            latin += 'e';
        } else if (letter == U'-' && !latin.empty() && latin.back() != '-') {
            latin += '-';  // «что-то»
        }
    }
    return latin;
}

constexpr const char* kStepsBody = R"(
В двух фразах: что получится и сколько времени займёт.

## Что понадобится

- …

## Шаги

1. …
2. …
3. …

## Если не помогло

Что уже сделано и что сообщить поддержке: …
)";

constexpr const char* kQuestionBody = R"(
Ответ одной фразой.

## Подробнее

…

## Если не помогло

Что сообщить поддержке: …
)";

constexpr const char* kTemplateBody = R"(
## Когда подходит

- …

## Когда не подходит

- …

## Текст ответа

{имя}, здравствуйте!

…
)";

constexpr const char* kScriptBody = R"(
## Начало

> Здравствуйте! Слушаю вас.

- [Частное лицо](#что-случилось)
- [Не туда попал](#чем-закончить)

## Что случилось

> …

## Чем закончить

> …
)";

constexpr const char* kArticleBody = R"(
О чём статья — одной-двумя фразами.

## …

…

## Если не помогло

Что сообщить поддержке: …
)";

const char* body_of(ArticleType type) {
    switch (type) {
        case ArticleType::steps:
            return kStepsBody;
        case ArticleType::qa:
            return kQuestionBody;
        case ArticleType::template_:
            return kTemplateBody;
        case ArticleType::script:
            return kScriptBody;
        default:
            return kArticleBody;
    }
}

bool is_plain_path(std::string_view path) {
    if (path.empty()) return true;
    if (path.front() == '/' || path.back() == '/' || path.find_first_of("\\\n") != std::string_view::npos)
        return false;
    while (!path.empty()) {
        const std::string_view part = path.substr(0, path.find('/'));
        if (part.empty() || part.front() == '.') return false;
        path.remove_prefix(std::min(path.size(), part.size() + 1));
    }
    return true;
}

const char* folder_of(const NewArticle& article, bool has_public_folder) {
    if (article.type == ArticleType::template_) return "templates/";
    if (article.audience == Audience::internal || article.type == ArticleType::script) return "internal/";
    return has_public_folder ? "public/" : "";
}

}  // namespace

std::string file_stem(std::string_view title) {
    std::string stem;
    std::size_t covered = 0;  // the parts of a compound repeat its letters
    Analyzer analyzer;
    for (const Token& token : analyzer.analyze(title)) {
        if (token.range.begin < covered) continue;
        covered = token.range.end;
        // «что-то» keeps its hyphen; «Wi-Fi» is written as it is searched, «wifi».
        const std::string_view source = title.substr(token.range.begin, covered - token.range.begin);
        const bool is_latin = static_cast<unsigned char>(source.front()) < 0x80;
        const std::string word = in_latin(is_latin ? token.text : lower(source));
        if (word.empty()) continue;
        if (!stem.empty() && stem.size() + 1 + word.size() > kLongestStem) break;
        if (!stem.empty()) stem += '-';
        stem += word.substr(0, kLongestStem);
    }
    return stem.empty() ? "statya" : stem;
}

std::string skeleton_path(const NewArticle& article, bool has_public_folder) {
    const std::string category = article.category.empty() ? "" : article.category + "/";
    return fmt::format("{}{}{}.md", folder_of(article, has_public_folder), category,
                       file_stem(article.title));
}

std::string skeleton_text(const NewArticle& article) {
    std::string text = fmt::format("---\ntitle: {}\n", json_quoted(article.title));
    if (!article.category.empty()) text += fmt::format("category: {}\n", json_quoted(article.category));
    text += fmt::format("type: {}\nstatus: draft\nsummary: \"\"\naliases: []\n", type_name(article.type));
    return text + fmt::format("---\n\n# {}\n{}", article.title, body_of(article.type));
}

std::string create_skeleton(FileSystem& files, const std::string& articles_dir, const NewArticle& article) {
    if (article.title.find_first_not_of(" \t\n") == std::string::npos)
        throw ConfigError("У статьи пустое название. Напишите его: kb-index new \"Роутер не включается\".");
    if (!is_plain_path(article.category)) {
        throw ConfigError(
            fmt::format("Не годится категория «{}»: нужен путь вида internet/wifi.", article.category));
    }
    std::string path = skeleton_path(article, files.stat(articles_dir + "/public").has_value());
    const std::string full_path = articles_dir + "/" + path;
    if (files.stat(full_path)) {
        throw ConfigError(fmt::format("Файл {} уже есть. Дайте статье другое название.", full_path));
    }
    files.make_folders(full_path.substr(0, full_path.rfind('/')));
    files.write_atomically(full_path, skeleton_text(article));
    return path;
}

}  // namespace kb
