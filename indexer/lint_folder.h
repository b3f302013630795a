// SPDX-License-Identifier: GPL-2.0-or-later
// Everything that can be said against the articles of a folder. Needs no index and changes nothing.
#pragma once

#include <cstddef>
#include <string>

#include "indexer/file_system.h"
#include "stemming/diagnostic.h"

namespace kb {

struct LintReport {
    std::size_t articles = 0;  // understood; drafts and archived ones among them
    Diagnostics diagnostics;
};

// Dates are compared with today. Throws IoError when the folder cannot be read.
LintReport lint_folder(FileSystem& files, const std::string& articles_dir);

}  // namespace kb
