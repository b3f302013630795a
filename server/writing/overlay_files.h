// SPDX-License-Identifier: GPL-2.0-or-later
// A disk with one file more, or with another text in one of its files. Reads only; writing is passed on.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/file_system.h"

namespace kb {

class OverlayFiles final : public FileSystem {
public:
    // `below` outlives this. The folders above `path` need not exist.
    OverlayFiles(FileSystem& below, std::string path, std::string text)
        : below_(below), path_(std::move(path)), text_(std::move(text)) {}

    std::optional<FileStat> stat(const std::string& path) override;
    std::optional<std::string> read(const std::string& path) override;
    std::vector<std::string> list(const std::string& folder) override;
    std::optional<std::string> canonical(const std::string& path) override;
    void write_atomically(const std::string& path, std::string_view bytes) override {
        below_.write_atomically(path, bytes);
    }
    void rename(const std::string& from, const std::string& to) override { below_.rename(from, to); }
    void make_folders(const std::string& path) override { below_.make_folders(path); }
    void remove_all(const std::string& path) override { below_.remove_all(path); }

private:
    // The part of our path that stands right below this folder; nothing when it is none of ours.
    std::optional<std::string> part_below(const std::string& folder) const;

    FileSystem& below_;
    const std::string path_;
    const std::string text_;
};

}  // namespace kb
