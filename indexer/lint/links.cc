// SPDX-License-Identifier: GPL-2.0-or-later
// Where an article's links, pictures, files and category lead. Drafts and archived articles may be linked to
// by each other, not by what readers see.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "indexer/links.h"
#include "indexer/lint/known.h"
#include "indexer/shown_files.h"
#include "stemming/anchor.h"

namespace kb {
namespace {

void find_broken_links(const BaseSubject& subject) {
    for (const Link& link : subject.article.links) {
        if (link.path.empty() || subject.known.has_file(link.path)) continue;
        if (subject.known.moved_to(link.target) != nullptr) continue;  // link-redirected says it
        const Article* meant = subject.known.likely_meant(link.path);
        subject.report("broken-link", link.line,
                       fmt::format("Ссылка «{}» ведёт на статью, которой нет: {}.", link.text, link.path),
                       meant == nullptr ? "Исправьте путь или уберите ссылку."
                                        : fmt::format("Возможно, это /{}?", meant->path));
    }
}

// Images, and links to files that are no articles.
void find_missing_files(const BaseSubject& subject) {
    for (const Link& link : subject.article.links) {
        if (!link.path.empty() || link.target.starts_with('#')) continue;
        const auto target = resolve_file(subject.article.path, link.target);
        if (!target || subject.known.files.count(target->path) != 0) continue;
        subject.report("missing-file", link.line, fmt::format("Файла «{}» нет в папке статей.", target->path),
                       "Добавьте файл или исправьте путь.");
    }
}

void find_missing_attachments(const BaseSubject& subject) {
    for (const std::string& path : subject.article.attachments) {
        if (subject.known.files.count(path) != 0) continue;
        subject.report("missing-attachment", 0, fmt::format("Вложения «{}» нет в папке статей.", path),
                       "Добавьте файл или исправьте attachments.");
    }
}

bool has_anchor(const Article& article, const std::string& anchor) {
    if (anchor == anchor_of(article.title)) return true;
    return std::any_of(article.sections.begin(), article.sections.end(),
                       [&](const Section& section) { return section.anchor == anchor; });
}

void find_missing_anchors(const BaseSubject& subject) {
    for (const Link& link : subject.article.links) {
        if (link.path.empty() || link.anchor.empty()) continue;
        const Article* target = subject.known.linked(link.path);
        if (target == nullptr || has_anchor(*target, link.anchor)) continue;
        std::vector<std::string_view> anchors;
        for (const Section& section : target->sections) anchors.push_back(section.anchor);
        subject.report("missing-anchor", link.line,
                       fmt::format("В статье {} нет раздела «#{}».", target->path, link.anchor),
                       or_nearest(link.anchor, anchors, "Возьмите адрес раздела из заголовка той статьи."));
    }
}

void find_links_to_internal(const BaseSubject& subject) {
    if (subject.article.audience != Audience::public_) return;
    for (const Link& link : subject.article.links) {
        const Article* target = link.path.empty() ? nullptr : subject.known.linked(link.path);
        if (target == nullptr || target->audience != Audience::internal) continue;
        subject.report("link-to-internal", link.line,
                       fmt::format("Открытая статья ссылается на внутреннюю: {}.", target->path),
                       "Клиент ссылки не увидит; перенесите нужное в открытую статью.");
    }
}

// Images, files and attachments that stay out of sight although they exist.
void find_unshown_files(const BaseSubject& subject) {
    const Article& article = subject.article;
    const auto check = [&](const std::string& path, int line) {
        if (subject.known.files.count(path) == 0 || may_show_file(path, article.audience)) return;
        subject.report("link-to-internal", line,
                       fmt::format("Файл «{}» читателю не покажем: он для сотрудников или служебный.", path),
                       "Положите рядом со статьёй другой файл.");
    };
    for (const Link& link : article.links) {
        if (!link.path.empty() || link.target.starts_with('#')) continue;
        if (const auto target = resolve_file(article.path, link.target)) check(target->path, link.line);
    }
    for (const std::string& path : article.attachments) check(path, 0);
}

void find_links_to_hidden(const BaseSubject& subject) {
    if (subject.article.status != Status::published) return;
    for (const Link& link : subject.article.links) {
        const Article* target = link.path.empty() ? nullptr : subject.known.linked(link.path);
        if (target == nullptr || target->status == Status::published) continue;
        subject.report("link-to-hidden", link.line,
                       fmt::format("Ссылка ведёт на статью, которую не показывают: {} ({}).", target->path,
                                   status_name(target->status)),
                       "Опубликуйте её или уберите ссылку.");
    }
}

void find_unknown_related(const BaseSubject& subject) {
    for (const std::string& id : subject.article.related) {
        if (subject.known.by_id.count(id) != 0) continue;
        subject.report("unknown-related", 0, fmt::format("В related указана статья, которой нет: «{}».", id),
                       or_nearest(id, ids_of(subject.known), "Впишите id статьи, а не путь к файлу."));
    }
}

void find_unknown_category(const BaseSubject& subject) {
    const auto& categories = subject.known.base.categories;
    const std::string& id = subject.article.category;
    const auto is_it = [&](const Category& category) { return category.id == id; };
    if (categories.empty() || id.empty() || std::any_of(categories.begin(), categories.end(), is_it)) return;
    std::vector<std::string_view> ids;
    for (const Category& category : categories) ids.push_back(category.id);
    subject.report("unknown-category", 0, fmt::format("Категории «{}» нет в categories.yaml.", id),
                   or_nearest(id, ids, "Добавьте её туда или исправьте category."));
}

void find_open_article_for_staff(const BaseSubject& subject) {
    const Article& article = subject.article;
    if (article.audience != Audience::public_ || article.status != Status::published) return;
    if (!subject.known.staff_only.contains(article.category)) return;
    subject.report(
        "staff-category", 0,
        fmt::format("Категория «{}» — только для сотрудников, поэтому клиенты эту статью не увидят.",
                    article.category),
        "Если статья для клиентов, смените ей категорию; если для сотрудников, поставьте «audience: "
        "internal».");
}

// An old address, in redirects.txt or an article's redirect_from, with or without the site's name.
void find_redirected_links(const BaseSubject& subject) {
    for (const Link& link : subject.article.links) {
        if (link.is_image || (!link.path.empty() && subject.known.has_file(link.path))) continue;
        const Article* target = subject.known.moved_to(link.target);
        if (target == nullptr || target == &subject.article) continue;
        subject.report("link-redirected", link.line,
                       fmt::format("Ссылка «{}» ведёт на старый адрес: {}.", link.text, link.target),
                       fmt::format("Теперь это {}.", target->path));
    }
}

void find_orphan(const BaseSubject& subject) {
    const Article& article = subject.article;
    if (subject.known.has_no_links()) return;  // find_no_links() tells it once
    const bool is_read = article.status == Status::published && article.type != ArticleType::template_ &&
                         article.type != ArticleType::script;
    if (!is_read || subject.known.articles.size() < 2 || subject.known.linked_ids.contains(article.id))
        return;
    // A translation is reached from its original.
    const std::size_t suffix = article.id.rfind('.');
    const bool is_translation =
        suffix != std::string::npos && subject.known.by_id.count(article.id.substr(0, suffix)) != 0;
    if (is_translation || !article.translation_of.empty()) return;
    const std::string_view name = std::string_view(article.path).substr(article.path.rfind('/') + 1);
    if (name == "index.md" || name == "README.md") return;
    subject.report("orphan-article", 0, "На статью не ссылается ни одна другая.");
}

constexpr std::array kFinders = {
    find_broken_links,    find_redirected_links,  find_missing_files,          find_missing_attachments,
    find_missing_anchors, find_links_to_internal, find_unshown_files,          find_links_to_hidden,
    find_unknown_related, find_unknown_category,  find_open_article_for_staff, find_orphan,
};

}  // namespace

void find_no_links(const Known& known, Diagnostics& diagnostics) {
    const auto severity = known.base.context.settings.severity_of("orphan-article", Severity::hint);
    if (!severity || !known.has_no_links()) return;
    diagnostics.push_back({*severity, "orphan-article", "lint.yaml", 0, 0,
                           fmt::format("Статей {}, и ни одна не ссылается на другую: к каждой можно прийти "
                                       "только поиском или через категорию.",
                                       known.articles.size()),
                           "Свяжите соседние ссылками или через related. Если так и надо, отключите "
                           "правило: «orphan-article: off»."});
}

void find_in_links(const BaseSubject& subject) {
    for (const auto find : kFinders) find(subject);
}

}  // namespace kb
