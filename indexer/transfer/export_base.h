// SPDX-License-Identifier: GPL-2.0-or-later
// What an export takes along, read once, and what its pages have in common. Nobody outside transfer/ includes
// this.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article.h"
#include "indexer/base_files.h"
#include "indexer/file_system.h"
#include "stemming/diagnostic.h"

namespace kb {

struct ExportBase {
    std::vector<Article> articles;  // by category in the writer's order, then by title
    std::vector<Category> categories;
    Diagnostics diagnostics;
    std::map<std::string, const Article*, std::less<>> by_path;
    std::map<std::string, std::string, std::less<>> names;  // by path: "wifi-setup", safe as a file's name

    const Article* linked(std::string_view path) const;  // nullptr: it does not go along
    std::string category_title(std::string_view id) const;
};

ExportBase read_export_base(FileSystem& files, const std::string& articles_dir, bool has_internal);

// For text between tags and in double quotes.
std::string html_escaped(std::string_view text);

// Files that go along, below the articles folder, gathered while pages are written.
class ExportedFiles {
public:
    ExportedFiles(FileSystem& files, std::string articles_dir)
        : files_(files), dir_(std::move(articles_dir)) {}

    // Whether there is such a file that a reader of `article` may have; remembers it.
    bool take(const Article& article, std::string_view path);
    const std::set<std::string>& paths() const { return paths_; }
    // Nothing when it cannot be read.
    std::string bytes(const std::string& path);

private:
    FileSystem& files_;
    std::string dir_;
    std::set<std::string> paths_;
};

}  // namespace kb
