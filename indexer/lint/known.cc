// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/lint/known.h"

#include <fmt/format.h>

#include <algorithm>

#include "indexer/links.h"
#include "indexer/nearest.h"

namespace kb {
namespace {

// «https://help.mayak.example/a/wifi?x#y» → "a/wifi": without site, question, anchor and slashes around.
std::string address_of(std::string_view target) {
    if (const std::size_t scheme = target.find("://"); scheme != std::string_view::npos) {
        target.remove_prefix(scheme + 3);
        target.remove_prefix(std::min(target.find('/'), target.size()));
    }
    target = target.substr(0, target.find_first_of("?#"));
    while (target.starts_with('/')) target.remove_prefix(1);
    while (target.ends_with('/')) target.remove_suffix(1);
    return std::string(target);
}

}  // namespace

Known::Known(const LintBase& base_) : base(base_), staff_only(base_.categories) {
    for (const LintedArticle& linted : base.articles) {
        if (linted.article) articles.push_back(&*linted.article);
    }
    for (const Article* article : articles) {
        by_path.emplace(article->path, article);
        by_id.emplace(article->id, article);
    }
    for (const TreeFile& file : base.tree.articles) files.insert(file.path);
    for (const TreeFile& file : base.tree.others) files.insert(file.path);
    for (const Redirect& redirect : base.redirects) {
        const auto found = by_id.find(redirect.to);
        if (found != by_id.end()) by_old_address.emplace(address_of(redirect.from), found->second);
    }
    for (const Article* article : articles) {
        for (const std::string& from : article->redirect_from)
            by_old_address.emplace(address_of(from), article);
        for (const std::string& id : article->related) {
            if (id != article->id) linked_ids.insert(id);
        }
        for (const Link& link : article->links) {
            const Article* target = link.path.empty() ? nullptr : linked(link.path);
            if (target != nullptr && target != article) linked_ids.insert(target->id);
        }
    }
}

const Article* Known::linked(const std::string& path) const {
    for (const std::string& candidate : link_candidates(path)) {
        if (const auto found = by_path.find(candidate); found != by_path.end()) return found->second;
    }
    return nullptr;
}

bool Known::has_file(const std::string& path) const {
    const auto candidates = link_candidates(path);
    return std::any_of(candidates.begin(), candidates.end(),
                       [&](const std::string& candidate) { return files.count(candidate) != 0; });
}

const Article* Known::moved_to(std::string_view target) const {
    if (by_old_address.empty() || target.starts_with('#')) return nullptr;
    std::string address = address_of(target);
    if (address.ends_with(".md")) address.resize(address.size() - 3);
    if (const auto found = by_old_address.find(address); found != by_old_address.end()) return found->second;
    if (!address.starts_with("a/")) return nullptr;
    const auto found = by_old_address.find(address.substr(2));
    return found == by_old_address.end() ? nullptr : found->second;
}

std::string or_nearest(const std::string& written, const std::vector<std::string_view>& names,
                       const std::string& advice) {
    const std::string_view near = nearest(written, names);
    return near.empty() ? advice : fmt::format("Возможно, «{}»?", near);
}

std::vector<std::string_view> ids_of(const Known& known) {
    std::vector<std::string_view> ids;
    for (const Article* article : known.articles) ids.push_back(article->id);
    return ids;
}

}  // namespace kb
