// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/lint/known.h"

#include <fmt/format.h>

#include <algorithm>

#include "indexer/links.h"
#include "indexer/nearest.h"
#include "stemming/utf8.h"

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

// The folders and the name an article is known by, from the last one up, in lower case and without «.md»:
// a page that is a folder («net/vpn/index.md», «net/vpn/vpn.md») bears the folder's name.
std::vector<std::string> parts_upwards(std::string_view path) {
    if (path.ends_with(".md")) path.remove_suffix(3);
    std::vector<std::string> parts;
    for (std::string rest = lower(path); !rest.empty();) {
        const std::size_t slash = rest.rfind('/');
        std::string part = slash == std::string::npos ? rest : rest.substr(slash + 1);
        rest.resize(slash == std::string::npos ? 0 : slash);
        const bool is_folders_page = parts.empty() && (part == "index" || part == "readme");
        const bool repeats = parts.size() == 1 && parts.front() == part;
        if (!repeats && !(is_folders_page && !rest.empty())) parts.push_back(std::move(part));
    }
    return parts;
}

std::string name_of(const std::vector<std::string>& parts) { return parts.empty() ? "" : parts.front(); }

std::size_t shared_count(const std::vector<std::string>& one, const std::vector<std::string>& other) {
    const auto last = std::mismatch(one.begin(), one.end(), other.begin(), other.end()).first;
    return static_cast<std::size_t>(last - one.begin());
}

}  // namespace

Known::Known(const LintBase& base_) : base(base_), staff_only(base_.categories) {
    for (const LintedArticle& linted : base.articles) {
        if (linted.article) articles.push_back(&*linted.article);
    }
    for (const Article* article : articles) {
        by_path.emplace(article->path, article);
        by_id.emplace(article->id, article);
        by_name[name_of(parts_upwards(article->path))].push_back(article);
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

const Article* Known::likely_meant(std::string_view path) const {
    for (const std::string& candidate : link_candidates(path))
        if (const Article* moved = moved_to(candidate)) return moved;
    const std::vector<std::string> parts = parts_upwards(path);
    const auto namesakes = by_name.find(name_of(parts));
    if (namesakes == by_name.end()) return nullptr;
    const Article* best = nullptr;
    std::size_t most = 0;
    for (const Article* article : namesakes->second) {
        const std::size_t shared = shared_count(parts, parts_upwards(article->path));
        if (shared < most) continue;
        best = shared > most ? article : nullptr;
        most = shared;
    }
    // Half the folders of a large base have an «overview»; a name of three words has one owner.
    const bool is_telling = std::count(parts.front().begin(), parts.front().end(), '-') >= 2;
    return most > 1 || is_telling || parts.size() == 1 ? best : nullptr;
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
