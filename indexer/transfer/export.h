// SPDX-License-Identifier: GPL-2.0-or-later
// A base as something to take away: a folder of pages that is searched without a server, JSON lines, one page
// to print. Drafts and archived articles never leave; internal ones only when asked for.
#pragma once

#include <cstddef>
#include <string>

#include "indexer/file_system.h"
#include "stemming/diagnostic.h"

namespace kb {

struct ExportRequest {
    std::string articles_dir;
    std::string to;      // a new or empty folder; for jsonl and html a new file
    std::string format;  // "site", "jsonl" or "html"
    bool has_internal = false;
};

struct ExportReport {
    std::size_t articles = 0;
    std::size_t files = 0;    // written, pictures among them
    Diagnostics diagnostics;  // of the articles
};

// Throws ConfigError when `to` is there already: an export overwrites nothing.
ExportReport export_base(FileSystem& files, const ExportRequest& request);

}  // namespace kb
