// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <sstream>

namespace kb {

namespace {

void explain_broken(Diagnostics& diagnostics, std::size_t first, const std::string& what_stays) {
    for (std::size_t i = diagnostics.size(); i-- > first;) {
        if (diagnostics[i].severity != Severity::error) continue;
        std::string& advice = diagnostics[i].advice;
        advice += (advice.empty() ? "" : " ") + what_stays;
        return;
    }
}

bool is_at_or_below(std::string_view path, std::string_view folder) {
    return path == folder || (path.starts_with(folder) && path[folder.size()] == '/');
}

}  // namespace

IndexedFiles by_path(const std::vector<IndexedFile>& files) {
    IndexedFiles result;
    for (const IndexedFile& file : files) result[file.path].push_back(file);
    return result;
}

std::vector<TreeFile> files_to_visit(const ArticleTree& tree, const IndexedFiles& indexed) {
    std::vector<TreeFile> files = tree.articles;
    std::set<std::string_view> seen;
    for (const TreeFile& file : tree.articles) seen.insert(file.path);
    for (const Diagnostic& diagnostic : tree.diagnostics) {
        if (diagnostic.code != "unreadable-folder" && diagnostic.code != "unreadable-file") continue;
        for (auto at = indexed.lower_bound(diagnostic.file); at != indexed.end(); ++at) {
            if (!at->first.starts_with(diagnostic.file)) break;
            if (!is_at_or_below(at->first, diagnostic.file) || !seen.insert(at->first).second) continue;
            const FileStamp& stamp = at->second.front().stamp;
            files.push_back({at->first, stamp.size_bytes, stamp.modified_ns});
        }
    }
    std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return files;
}

Action Plan::decide(const LoadedFile& file) {
    const auto found = indexed_.find(file.path);
    const bool is_indexed = found != indexed_.end();
    const IndexedFile* indexed = is_indexed ? &found->second.front() : nullptr;
    const Action gone = is_indexed ? Action::remove : Action::none;

    if (file.state == LoadedFile::State::vanished) return gone;
    if (file.state == LoadedFile::State::unchanged) return decide_unchanged(file, indexed);
    if (!file.result.article) {
        const bool is_doubled = is_indexed && found->second.size() > 1;  // which one is right cannot be known
        return keeps_last_version(file, is_doubled ? nullptr : indexed) ? Action::keep : gone;
    }

    const Article& article = *file.result.article;
    diagnostics_.insert(diagnostics_.end(), file.result.diagnostics.begin(), file.result.diagnostics.end());
    if (article.status != Status::published) {
        unpublished_[file.path] = file.stamp;
        return gone;
    }
    return claim(article.id, file.path, article.audience) ? Action::put : gone;
}

Action Plan::decide_unchanged(const LoadedFile& file, const IndexedFile* indexed) {
    const auto unpublished = known_unpublished_.find(file.path);
    if (unpublished != known_unpublished_.end()) {
        unpublished_[file.path] = unpublished->second;
        return indexed ? Action::remove : Action::none;
    }
    return indexed && claim(indexed->id, file.path, indexed->audience) ? Action::keep : Action::remove;
}

bool Plan::keeps_last_version(const LoadedFile& file, const IndexedFile* indexed) {
    const std::size_t first = diagnostics_.size();
    diagnostics_.insert(diagnostics_.end(), file.result.diagnostics.begin(), file.result.diagnostics.end());
    if (!indexed) {
        explain_broken(diagnostics_, first, "Пока статьи в поиске нет.");
        return false;
    }
    if (!claim(indexed->id, file.path, indexed->audience)) return false;
    explain_broken(diagnostics_, first, "До исправления в поиске остаётся прошлая версия.");
    return true;
}

bool Plan::claim(const std::string& id, const std::string& path, Audience audience) {
    const auto [owner, is_new] = owners_.try_emplace(id, Owner{path, audience});
    if (is_new) return true;
    diagnostics_.push_back({Severity::error, "duplicate-id", path, 0, 0,
                            fmt::format("Такой же id, «{}», уже есть у статьи {}.", id, owner->second.path),
                            "Дайте статье другой id. Пока её нет в поиске."});
    return false;
}

std::string format_stamps(const KnownStamps& stamps) {
    std::string text;
    for (const auto& [path, stamp] : stamps) {
        if (path.find('\n') != std::string::npos) continue;
        text += fmt::format("{} {} {} {}\n", stamp.hash, stamp.size_bytes, stamp.modified_ns, path);
    }
    return text;
}

KnownStamps parse_stamps(std::string_view text) {
    KnownStamps stamps;
    std::istringstream lines{std::string(text)};
    std::string line;
    while (std::getline(lines, line)) {
        std::istringstream parts(line);
        FileStamp stamp;
        std::string path;
        if (parts >> stamp.hash >> stamp.size_bytes >> stamp.modified_ns && parts.get() == ' ' &&
            std::getline(parts, path) && !path.empty()) {
            stamps[path] = stamp;
        }
    }
    return stamps;
}

}  // namespace kb
