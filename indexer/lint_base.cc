// SPDX-License-Identifier: GPL-2.0-or-later
// Rules that look from one article at the others: links, ids, slugs, titles, categories. Drafts and archived
// articles may be linked to; they answer nothing, so they are no doubles of anything.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "indexer/links.h"
#include "indexer/lint.h"
#include "indexer/nearest.h"
#include "indexer/shown_files.h"
#include "indexer/staff_categories.h"
#include "stemming/anchor.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

// What the rules ask about a base, gathered once.
struct Known {
    explicit Known(const LintBase& base_) : base(base_), staff_only(base_.categories) {
        for (const Article& article : base.articles) {
            by_path.emplace(article.path, &article);
            by_id.emplace(article.id, &article);
        }
        for (const TreeFile& file : base.tree.articles) files.insert(file.path);
        for (const TreeFile& file : base.tree.others) files.insert(file.path);
    }

    const LintBase& base;
    StaffCategories staff_only;
    std::unordered_map<std::string, const Article*> by_path;
    std::unordered_map<std::string, const Article*> by_id;
    std::unordered_set<std::string> files;

    // The article a resolved link means; nullptr: none, or one that could not be read.
    const Article* linked(const std::string& path) const {
        for (const std::string& candidate : link_candidates(path)) {
            if (const auto found = by_path.find(candidate); found != by_path.end()) return found->second;
        }
        return nullptr;
    }
    bool has_file(const std::string& path) const {
        const auto candidates = link_candidates(path);
        return std::any_of(candidates.begin(), candidates.end(),
                           [&](const std::string& candidate) { return files.count(candidate) != 0; });
    }
};

// One article under the rules of the base.
struct Subject {
    const Article& article;
    const Known& known;
    std::function<void(int line, std::string message, std::string advice)> report;
};

// «Возможно, «…»?» with the name that differs by a slip or two; else the advice given.
std::string or_nearest(const std::string& written, const std::vector<std::string_view>& names,
                       const std::string& advice) {
    const std::string_view near = nearest(written, names);
    return near.empty() ? advice : fmt::format("Возможно, «{}»?", near);
}

std::vector<std::string_view> ids_of(const Known& known) {
    std::vector<std::string_view> ids;
    for (const Article& article : known.base.articles) ids.push_back(article.id);
    return ids;
}

void find_broken_links(const Subject& subject) {
    for (const Link& link : subject.article.links) {
        if (link.path.empty() || subject.known.has_file(link.path)) continue;
        subject.report(link.line,
                       fmt::format("Ссылка «{}» ведёт на статью, которой нет: {}.", link.text, link.path),
                       "Исправьте путь или уберите ссылку.");
    }
}

// Images, and links to files that are no articles.
void find_missing_files(const Subject& subject) {
    for (const Link& link : subject.article.links) {
        if (!link.path.empty() || link.target.starts_with('#')) continue;
        const auto target = resolve_file(subject.article.path, link.target);
        if (!target || subject.known.files.count(target->path) != 0) continue;
        subject.report(link.line, fmt::format("Файла «{}» нет в папке статей.", target->path),
                       "Добавьте файл или исправьте путь.");
    }
}

void find_missing_attachments(const Subject& subject) {
    for (const std::string& path : subject.article.attachments) {
        if (subject.known.files.count(path) != 0) continue;
        subject.report(0, fmt::format("Вложения «{}» нет в папке статей.", path),
                       "Добавьте файл или исправьте attachments.");
    }
}

bool has_anchor(const Article& article, const std::string& anchor) {
    if (anchor == anchor_of(article.title)) return true;
    return std::any_of(article.sections.begin(), article.sections.end(),
                       [&](const Section& section) { return section.anchor == anchor; });
}

void find_missing_anchors(const Subject& subject) {
    for (const Link& link : subject.article.links) {
        if (link.path.empty() || link.anchor.empty()) continue;
        const Article* target = subject.known.linked(link.path);
        if (target == nullptr || has_anchor(*target, link.anchor)) continue;
        std::vector<std::string_view> anchors;
        for (const Section& section : target->sections) anchors.push_back(section.anchor);
        subject.report(link.line, fmt::format("В статье {} нет раздела «#{}».", target->path, link.anchor),
                       or_nearest(link.anchor, anchors, "Возьмите адрес раздела из заголовка той статьи."));
    }
}

void find_links_to_internal(const Subject& subject) {
    if (subject.article.audience != Audience::public_) return;
    for (const Link& link : subject.article.links) {
        const Article* target = link.path.empty() ? nullptr : subject.known.linked(link.path);
        if (target == nullptr || target->audience != Audience::internal) continue;
        subject.report(link.line, fmt::format("Открытая статья ссылается на внутреннюю: {}.", target->path),
                       "Клиент ссылки не увидит; перенесите нужное в открытую статью.");
    }
}

// Images, files and attachments that stay out of sight although they exist.
void find_unshown_files(const Subject& subject) {
    const Article& article = subject.article;
    const auto check = [&](const std::string& path, int line) {
        if (subject.known.files.count(path) == 0 || may_show_file(path, article.audience)) return;
        subject.report(line,
                       fmt::format("Файл «{}» читателю не покажем: он для сотрудников или служебный.", path),
                       "Положите рядом со статьёй другой файл.");
    };
    for (const Link& link : article.links) {
        if (!link.path.empty() || link.target.starts_with('#')) continue;
        if (const auto target = resolve_file(article.path, link.target)) check(target->path, link.line);
    }
    for (const std::string& path : article.attachments) check(path, 0);
}

void find_links_to_hidden(const Subject& subject) {
    if (subject.article.status != Status::published) return;
    for (const Link& link : subject.article.links) {
        const Article* target = link.path.empty() ? nullptr : subject.known.linked(link.path);
        if (target == nullptr || target->status == Status::published) continue;
        subject.report(link.line,
                       fmt::format("Ссылка ведёт на статью, которую не показывают: {} ({}).", target->path,
                                   status_name(target->status)),
                       "Опубликуйте её или уберите ссылку.");
    }
}

void find_unknown_related(const Subject& subject) {
    for (const std::string& id : subject.article.related) {
        if (subject.known.by_id.count(id) != 0) continue;
        subject.report(0, fmt::format("В related указана статья, которой нет: «{}».", id),
                       or_nearest(id, ids_of(subject.known), "Впишите id статьи, а не путь к файлу."));
    }
}

void find_unknown_category(const Subject& subject) {
    const auto& categories = subject.known.base.categories;
    const std::string& id = subject.article.category;
    const auto is_it = [&](const Category& category) { return category.id == id; };
    if (categories.empty() || id.empty() || std::any_of(categories.begin(), categories.end(), is_it)) return;
    std::vector<std::string_view> ids;
    for (const Category& category : categories) ids.push_back(category.id);
    subject.report(0, fmt::format("Категории «{}» нет в categories.yaml.", id),
                   or_nearest(id, ids, "Добавьте её туда или исправьте category."));
}

void find_open_article_for_staff(const Subject& subject) {
    const Article& article = subject.article;
    if (article.audience != Audience::public_ || article.status != Status::published) return;
    if (!subject.known.staff_only.contains(article.category)) return;
    subject.report(
        0,
        fmt::format("Категория «{}» — только для сотрудников, поэтому клиенты эту статью не увидят.",
                    article.category),
        "Если статья для клиентов, смените ей категорию; если для сотрудников, поставьте «audience: "
        "internal».");
}

struct Rule {
    const char* code;
    Severity severity;
    void (*find)(const Subject&);
};

constexpr std::array kRules = {
    Rule{"broken-link", Severity::warning, find_broken_links},
    Rule{"missing-file", Severity::warning, find_missing_files},
    Rule{"missing-attachment", Severity::warning, find_missing_attachments},
    Rule{"missing-anchor", Severity::warning, find_missing_anchors},
    Rule{"link-to-internal", Severity::warning, find_links_to_internal},
    Rule{"link-to-internal", Severity::warning, find_unshown_files},
    Rule{"link-to-hidden", Severity::warning, find_links_to_hidden},
    Rule{"unknown-related", Severity::warning, find_unknown_related},
    Rule{"unknown-category", Severity::warning, find_unknown_category},
    Rule{"staff-category", Severity::warning, find_open_article_for_staff},
};

// What an article has in a field, as compared and as written.
struct Value {
    std::string key;
    std::string shown;

    bool operator<(const Value& other) const { return key < other.key; }
};

// A field that no two articles may share.
struct UniqueField {
    const char* code;
    Severity severity;
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
    UniqueField{"duplicate-id", Severity::error, "Статья не показывается: её id «{0}» уже занят статьёй {1}.",
                "Дайте ей другой id.", id_of},
    UniqueField{"duplicate-slug", Severity::error,
                "Статья не показывается: её адрес «{0}» уже занят статьёй {1}.", "Дайте ей другой slug.",
                slug_of},
    UniqueField{"duplicate-title", Severity::warning, "Две статьи называются «{0}»: вторая — {1}.",
                "Назовите их по-разному или объедините.", title_of},
    UniqueField{"duplicate-alias", Severity::hint, "Фраза «{0}» есть в aliases двух статей: вторая — {1}.",
                "Оставьте её той статье, которая отвечает лучше.", aliases_of},
};

void find_duplicates(const LintBase& base, const UniqueField& field, Diagnostics& diagnostics) {
    std::unordered_map<std::string, const Article*> owners;
    for (const Article& article : base.articles) {
        if (article.status != Status::published) continue;
        for (const Value& value : field.values(article)) {
            const auto [owner, is_first] = owners.emplace(value.key, &article);
            if (is_first) continue;
            // A copied file repeats everything; the id alone says so.
            if (&field != &kUniqueFields.front() && owner->second->id == article.id) continue;
            diagnostics.push_back({field.severity, field.code, article.path, 0, 0,
                                   fmt::format(fmt::runtime(field.message), value.shown, owner->second->path),
                                   field.advice});
        }
    }
}

void find_bad_redirects(const Known& known, Diagnostics& diagnostics) {
    for (const Redirect& redirect : known.base.redirects) {
        if (known.by_id.count(redirect.to) != 0) continue;
        diagnostics.push_back(
            {Severity::warning, "redirect-nowhere", "redirects.txt", 0, 0,
             fmt::format("Адрес «{}» ведёт на статью «{}», которой нет.", redirect.from, redirect.to),
             or_nearest(redirect.to, ids_of(known), "Впишите id существующей статьи.")});
    }
}

}  // namespace

Diagnostics lint_base(const LintBase& base) {
    Diagnostics diagnostics;
    const Known known(base);
    for (const Article& article : base.articles) {
        for (const Rule& rule : kRules) {
            rule.find({article, known, [&](int line, std::string message, std::string advice) {
                           diagnostics.push_back({rule.severity, rule.code, article.path, line, 0,
                                                  std::move(message), std::move(advice)});
                       }});
        }
    }
    for (const UniqueField& field : kUniqueFields) find_duplicates(base, field, diagnostics);
    find_bad_redirects(known, diagnostics);
    return diagnostics;
}

}  // namespace kb
