// SPDX-License-Identifier: GPL-2.0-or-later
// What two articles may not share: ids, addresses, titles, aliases. Drafts and archived articles answer
// nothing, so they are no doubles of anything.
#include <fmt/format.h>

#include <array>
#include <set>
#include <string>
#include <unordered_map>

#include "indexer/lint/known.h"
#include "stemming/analyzer.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

// What an article has in a field, as compared and as written.
struct Value {
    std::string key;
    std::string shown;

    bool operator<(const Value& other) const { return key < other.key; }
};

// A field that no two articles may share.
struct UniqueField {
    const char* code;
    const char* message;  // {0}: the value, {1}: the other file
    const char* advice;
    std::set<Value> (*values)(const Article&);
};

std::set<Value> id_of(const Article& article) { return {{article.id, article.id}}; }
std::set<Value> slug_of(const Article& article) { return {{article.slug, article.slug}}; }

// Articles in two languages, or for two audiences, may bear one title or alias.
Value beside_reader(const Article& article, const std::string& text) {
    return {fmt::format("{}\n{}\n{}", lower(text), article.lang, audience_name(article.audience)), text};
}
std::set<Value> title_of(const Article& article) { return {beside_reader(article, article.title)}; }
std::set<Value> aliases_of(const Article& article) {
    std::set<Value> aliases;
    for (const std::string& alias : article.aliases) aliases.insert(beside_reader(article, alias));
    return aliases;
}

constexpr std::array kUniqueFields = {
    UniqueField{"duplicate-id", "Статья не показывается: её id «{0}» уже занят статьёй {1}.",
                "Дайте ей другой id.", id_of},
    UniqueField{"duplicate-slug", "Статья не показывается: её адрес «{0}» уже занят статьёй {1}.",
                "Дайте ей другой slug.", slug_of},
    UniqueField{"duplicate-title", "Две статьи называются «{0}»: вторая — {1}.",
                "Назовите их по-разному или объедините.", title_of},
    UniqueField{"duplicate-alias", "Фраза «{0}» есть в aliases двух статей: вторая — {1}.",
                "Оставьте её той статье, которая отвечает лучше.", aliases_of},
};

void find_duplicates(const Known& known, const UniqueField& field, Diagnostics& diagnostics) {
    std::unordered_map<std::string, const Article*> owners;
    const auto severity = known.base.context.settings.severity_of(field.code, Severity::warning);
    if (!severity) return;
    for (const Article* held : known.articles) {
        const Article& article = *held;
        if (article.status != Status::published) continue;
        for (const Value& value : field.values(article)) {
            const auto [owner, is_first] = owners.emplace(value.key, &article);
            if (is_first) continue;
            // A copied file repeats everything; the id alone says so.
            if (&field != &kUniqueFields.front() && owner->second->id == article.id) continue;
            diagnostics.push_back({*severity, field.code, article.path, 0, 0,
                                   fmt::format(fmt::runtime(field.message), value.shown, owner->second->path),
                                   field.advice});
        }
    }
}

void find_bad_redirects(const Known& known, Diagnostics& diagnostics) {
    const auto severity = known.base.context.settings.severity_of("redirect-nowhere", Severity::warning);
    if (!severity) return;
    for (const Redirect& redirect : known.base.redirects) {
        if (known.by_id.count(redirect.to) != 0) continue;
        diagnostics.push_back(
            {*severity, "redirect-nowhere", "redirects.txt", 0, 0,
             fmt::format("Адрес «{}» ведёт на статью «{}», которой нет.", redirect.from, redirect.to),
             or_nearest(redirect.to, ids_of(known), "Впишите id существующей статьи.")});
    }
}

// «Пропал интернет» and «Интернет пропал»: the same stems, whatever their order.
void find_rivals(const Known& known, Diagnostics& diagnostics) {
    const auto severity = known.base.context.settings.severity_of("rival-titles", Severity::hint);
    if (!severity) return;
    Analyzer analyzer;
    std::unordered_map<std::string, const Article*> owners;
    for (const Article* article : known.articles) {
        if (article->status != Status::published || article->level != Level::none) continue;
        std::set<std::string> stems;
        for (Token& token : analyzer.analyze(article->title)) {
            if (!token.is_stop_word && !token.is_compound) stems.insert(std::move(token.stem));
        }
        if (stems.size() < 2) continue;
        const std::string key =
            fmt::format("{}\n{}\n{}", fmt::join(stems, " "), article->lang, audience_name(article->audience));
        const auto [owner, is_first] = owners.emplace(key, article);
        if (is_first || lower(owner->second->title) == lower(article->title)) continue;
        diagnostics.push_back({*severity, "rival-titles", article->path, 0, 0,
                               fmt::format("Название «{}» спорит с «{}»: {}.", article->title,
                                           owner->second->title, owner->second->path),
                               std::string(find_rule("rival-titles")->mend)});
    }
}

}  // namespace

void find_doubles(const Known& known, Diagnostics& diagnostics) {
    for (const UniqueField& field : kUniqueFields) find_duplicates(known, field, diagnostics);
    find_rivals(known, diagnostics);
    find_bad_redirects(known, diagnostics);
}

}  // namespace kb
