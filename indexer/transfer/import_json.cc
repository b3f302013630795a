// SPDX-License-Identifier: GPL-2.0-or-later
// Zendesk Guide's API answers {"articles": [{title, body (HTML), locale, label_names, draft, updated_at …}]},
// phpMyFAQ's export a list of {question, answer (HTML), category, keywords, lang …}, at the top or under
// "faqs". Unknown fields are left alone; depth is bounded while parsing, before a tree is built.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "indexer/error.h"
#include "indexer/transfer/html_markdown.h"
#include "indexer/transfer/import.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

using Json = nlohmann::json;

constexpr int kMaxDepth = 32;
constexpr std::size_t kMostTold = 20;

Json parse(std::string_view text, const char* what) {
    bool is_too_deep = false;
    const auto watch = [&](int depth, Json::parse_event_t, Json&) {
        is_too_deep |= depth > kMaxDepth;
        return depth <= kMaxDepth;
    };
    Json json = Json::parse(valid_utf8(text), watch, false);
    if (json.is_discarded() || is_too_deep)
        throw ConfigError(
            fmt::format("Файл не читается как выгрузка {}: это не JSON или он слишком глубок.", what));
    return json;
}

// The first of the fields that is a text or a number.
std::string text_of(const Json& object, std::initializer_list<const char*> names) {
    for (const char* name : names) {
        const auto found = object.find(name);
        if (found == object.end()) continue;
        if (found->is_string()) return found->get<std::string>();
        if (found->is_number_integer()) return std::to_string(found->get<std::int64_t>());
    }
    return "";
}

std::vector<std::string> texts_of(const Json& object, const char* name) {
    std::vector<std::string> texts;
    const auto found = object.find(name);
    if (found == object.end() || !found->is_array()) return texts;
    for (const Json& item : *found) {
        if (item.is_string() && texts.size() < 50) texts.push_back(item.get<std::string>());
    }
    return texts;
}

bool is_true(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_boolean() && found->get<bool>();
}

// "2026-05-01T09:00:00Z" → "2026-05-01".
std::string day_of(const std::string& time) {
    const bool is_day = time.size() >= 10 && time[4] == '-' && time[7] == '-' &&
                        time.substr(0, 4).find_first_not_of("0123456789") == std::string::npos &&
                        time.substr(5, 2).find_first_not_of("0123456789") == std::string::npos &&
                        time.substr(8, 2).find_first_not_of("0123456789") == std::string::npos;
    return is_day ? time.substr(0, 10) : "";
}

// The list of objects at the top or under one of the names.
const Json* list_of(const Json& json, std::initializer_list<const char*> names) {
    if (json.is_array()) return &json;
    if (!json.is_object()) return nullptr;
    for (const char* name : names) {
        const auto found = json.find(name);
        if (found != json.end() && found->is_array()) return &*found;
    }
    return nullptr;
}

struct Fields {
    const char* what;
    std::initializer_list<const char*> lists, title, body, lang, updated, category;
    const char* tags;
    std::string address_mark;  // stands before the id in addresses of articles
};

Imported read_list(std::string_view text, const Fields& fields) {
    const Json json = parse(text, fields.what);
    const Json* list = list_of(json, fields.lists);
    if (list == nullptr)
        throw ConfigError(fmt::format("В файле нет списка статей, какой бывает в выгрузке {}.", fields.what));
    Imported imported;
    std::size_t number = 0, odd = 0;
    for (const Json& item : *list) {
        ++number;
        if (!item.is_object()) {
            if (odd++ < kMostTold)
                imported.problems.push_back(
                    fmt::format("{}, запись {}: это не статья, пропущена.", fields.what, number));
            continue;
        }
        ImportedArticle article;
        const std::string id = text_of(item, {"id", "solution_id"});
        article.source = fmt::format("{} {}", fields.what, id);
        if (!id.empty()) article.address_mark = fields.address_mark + id;
        HtmlPage page = html_to_markdown(text_of(item, fields.body));
        for (const auto& [what, count] : page.losses) imported.losses[what] += count;
        article.title = text_of(item, fields.title);
        article.markdown = std::move(page.markdown);
        article.addresses = std::move(page.addresses);
        article.lang = text_of(item, fields.lang).substr(0, 2);
        article.updated = day_of(text_of(item, fields.updated));
        article.category = text_of(item, fields.category);
        article.tags = texts_of(item, fields.tags);
        article.is_internal = is_true(item, "internal") || !item.value("user_segment_id", Json()).is_null();
        imported.articles.push_back(std::move(article));
    }
    if (odd > kMostTold)
        imported.problems.push_back(fmt::format("… и ещё записей, которые не статьи: {}", odd - kMostTold));
    return imported;
}

}  // namespace

Imported read_zendesk(std::string_view json) {
    return read_list(json, {"Zendesk",
                            {"articles", "results"},
                            {"title", "name"},
                            {"body"},
                            {"locale"},
                            {"updated_at"},
                            {"section_name", "category_name"},
                            "label_names",
                            "/articles/"});
}

Imported read_phpmyfaq(std::string_view json) {
    return read_list(json, {"phpMyFAQ",
                            {"faqs", "records", "data"},
                            {"question", "title"},
                            {"answer", "content"},
                            {"lang", "language"},
                            {"updated", "date"},
                            {"category_name", "category"},
                            "keywords",
                            "artikel="});
}

}  // namespace kb
