// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/writing/overlay_files.h"

#include <algorithm>
#include <functional>

namespace kb {

std::optional<std::string> OverlayFiles::part_below(const std::string& folder) const {
    if (path_.size() <= folder.size() + 1 || !path_.starts_with(folder) || path_[folder.size()] != '/')
        return std::nullopt;
    const std::string rest = path_.substr(folder.size() + 1);
    return rest.substr(0, rest.find('/'));
}

std::optional<FileStat> OverlayFiles::stat(const std::string& path) {
    auto found = below_.stat(path);
    if (path == path_) {
        FileStat file = found.value_or(FileStat{});
        file.kind = FileStat::Kind::file;
        file.size_bytes = text_.size();
        // Another time than any the index may know, whatever the text.
        file.modified_ns = static_cast<std::int64_t>(std::hash<std::string>{}(text_) >> 2U);
        return file;
    }
    if (!found && part_below(path)) {
        FileStat folder;
        folder.kind = FileStat::Kind::folder;
        folder.inode = std::hash<std::string>{}(path);
        return folder;
    }
    return found;
}

std::optional<std::string> OverlayFiles::read(const std::string& path) {
    return path == path_ ? std::optional(text_) : below_.read(path);
}

std::vector<std::string> OverlayFiles::list(const std::string& folder) {
    const auto ours = part_below(folder);
    std::vector<std::string> names;
    if (!ours || below_.stat(folder)) names = below_.list(folder);
    if (ours && std::find(names.begin(), names.end(), *ours) == names.end()) names.push_back(*ours);
    return names;
}

std::optional<std::string> OverlayFiles::canonical(const std::string& path) {
    auto found = below_.canonical(path);
    if (!found && (path == path_ || part_below(path))) return path;
    return found;
}

}  // namespace kb
