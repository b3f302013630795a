// SPDX-License-Identifier: GPL-2.0-or-later
// Which article files a folder holds. Reads names and stamps, never contents.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/file_system.h"
#include "stemming/diagnostic.h"

namespace kb {

struct TreeFile {
    std::string path;  // below the articles folder, '/' between parts
    std::uint64_t size_bytes = 0;
    std::int64_t modified_ns = 0;  // since the epoch

    bool operator==(const TreeFile&) const = default;
};

struct ArticleTree {
    std::vector<TreeFile>
        articles;  // *.md, sorted by path; README.md and STYLE.md at the root and shared blocks are left out
    std::vector<TreeFile> others;  // every other regular file: images, attachments, categories.yaml …
    Diagnostics diagnostics;       // symlink loops, unreadable folders, names that are not UTF-8
};

// Follows symbolic links that stay below `articles_dir`; hidden files and
// folders (".git") are left out. Throws IoError when the folder itself cannot be read.
ArticleTree scan_articles(FileSystem& files, const std::string& articles_dir);

}  // namespace kb
