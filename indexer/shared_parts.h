// SPDX-License-Identifier: GPL-2.0-or-later
// What many articles share: blocks (blocks/NAME.md, for staff internal/blocks/NAME.md) that stand in a text
// as
// {{> NAME}}, and variables (variables.yaml) that stand as {{NAME}}. Reads them; expand.h puts them in.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article.h"
#include "indexer/file_system.h"
#include "stemming/diagnostic.h"

namespace kb {

struct SharedBlock {
    std::string path;  // below the articles folder
    std::string text;  // Markdown without front matter, «\n» line ends, no blank lines around
    int line = 1;      // of the file, where `text` begins
    Audience audience = Audience::public_;
};

struct SharedParts {
    std::map<std::string, SharedBlock, std::less<>> blocks;     // by name
    std::map<std::string, std::string, std::less<>> variables;  // one line each

    // A hash of each part by its key: ">warranty" is a block, "phone" a variable.
    std::map<std::string, std::string, std::less<>> hashes() const;
};

struct SharedPartsResult {
    SharedParts parts;
    Diagnostics diagnostics;
};

// Whether a path below the articles folder is a block's file, and so no article.
bool is_block_file(std::string_view path);

// Missing folders and files are no parts. A file that cannot be read is reported and left out.
SharedPartsResult read_shared_parts(FileSystem& files, const std::string& articles_dir);

// Which parts each article stands on, by path: keys as in hashes(), missing parts among them.
using PartUses = std::map<std::string, std::set<std::string>, std::less<>>;

// As texts of the index, and back. The hashes' text is never empty: an index that has none does not know who
// uses what.
std::string format_hashes(const SharedParts& parts);
std::string format_uses(const PartUses& uses);
PartUses parse_uses(std::string_view text);

// The keys whose part is new, gone or another one than in `before` (as format_hashes() wrote it).
std::set<std::string> changed_parts(std::string_view before, const SharedParts& now);

}  // namespace kb
