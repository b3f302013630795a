// SPDX-License-Identifier: GPL-2.0-or-later
// Everything that can be said against the articles of a folder. Needs no index and changes nothing.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "indexer/file_system.h"
#include "indexer/lint/lint.h"
#include "stemming/diagnostic.h"

namespace kb {

struct LintOptions {
    bool has_language = true;  // false: the language rules are left out
    unsigned threads = 0;      // 0: one a core
    std::map<std::string, ArticleStats> stats = {};
};

struct LintReport {
    std::size_t articles = 0;  // understood; drafts and archived ones among them
    Diagnostics diagnostics;
    std::string notice;  // Russian: what was left out and why; may be empty
};

// Dates are compared with today. `files` is used from one thread at a time. Throws IoError when the folder
// cannot be read.
LintReport lint_folder(FileSystem& files, const std::string& articles_dir, const LintOptions& options = {});

}  // namespace kb
