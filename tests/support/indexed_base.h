// SPDX-License-Identifier: GPL-2.0-or-later
// Articles and an index on the real disk, with what tests of the index's life ask of them.
#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <vector>

#include "indexer/check.h"
#include "indexer/generation.h"
#include "indexer/index_writer.h"
#include "indexer/update.h"
#include "tests/support/temp_folder.h"

namespace kb::test {

struct Base {
    TempFolder folder;
    IndexPaths paths{folder / "articles", folder / "index"};

    Base() { std::filesystem::create_directories(paths.articles_dir); }

    void write(const std::string& path, const std::string& text) const {
        folder.write("articles/" + path, text);
    }
    void remove(const std::string& path) const { folder.remove("articles/" + path); }
    UpdateReport build() const { return kb::build(real_file_system(), paths); }
    UpdateReport update() const { return kb::update(real_file_system(), paths); }
    CheckReport check() const { return kb::check(real_file_system(), paths); }

    IndexWriter open() const { return {require_live_generation(paths.index_dir), IndexWriter::Mode::update}; }
    // «public a.md a», by path.
    std::vector<std::string> held() const {
        std::vector<std::string> lines;
        for (const IndexedFile& file : open().files()) {
            lines.push_back(fmt::format("{} {} {}", audience_name(file.audience), file.path, file.id));
        }
        return lines;
    }
    std::string text(Audience audience, const char* name) const { return open().text(audience, name); }
    // Of the live generation's files, to show that nothing was written.
    std::string checksums() const {
        return folder.read("index/" +
                           require_live_generation(paths.index_dir).substr(paths.index_dir.size() + 1) +
                           "/checksums");
    }
};

using Lines = std::vector<std::string>;

inline std::string article(const std::string& title, const std::string& more = "") {
    return fmt::format("---\ntitle: {}\n{}---\n\nТекст статьи «{}».\n", title, more, title);
}

// «duplicate-id b.md», a line each.
inline std::string codes(const Diagnostics& diagnostics) {
    std::string text;
    for (const Diagnostic& d : diagnostics) text += fmt::format("{} {}\n", d.code, d.file);
    return text;
}

}  // namespace kb::test
