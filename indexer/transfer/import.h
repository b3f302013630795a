// SPDX-License-Identifier: GPL-2.0-or-later
// Articles out of other programs' exports, as drafts for a writer. Overwrites nothing and says what was lost.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/file_system.h"

namespace kb {

// What is read, before it has a place.
struct ImportedArticle {
    std::string source;  // where it came from: a path, an id, a line
    std::string title;
    std::string markdown;  // without the title
    std::string category;
    std::string lang;
    std::string updated;  // YYYY-MM-DD or empty
    std::vector<std::string> tags;
    std::vector<std::string> aliases;
    bool is_internal = false;
};

struct Imported {
    std::vector<ImportedArticle> articles;
    std::map<std::string, int> losses;  // what, how often
    std::vector<std::string> problems;  // «строка 5: …»
};

struct ImportRequest {
    std::string from;  // a file, or a folder for html
    std::string kind;  // html, zendesk, phpmyfaq, table or journal
    std::string articles_dir;
    std::string category;  // of articles that bring none
    bool is_dry_run = false;
};

struct ImportReport {
    std::vector<std::string> written;  // paths below the articles folder; of a dry run: that would be
    std::vector<std::string> skipped;  // paths that are there already
    std::map<std::string, int> losses;
    std::vector<std::string> problems;
};

// Throws ConfigError when `from` cannot be read as its kind; IoError when a file cannot be written.
ImportReport import_articles(FileSystem& files, const ImportRequest& request);

// The readers; any bytes.
Imported read_zendesk(std::string_view json);
Imported read_phpmyfaq(std::string_view json);
// Rows question, answer (and category, tags where there are such columns).
Imported read_table(std::string_view csv);
// Rows date, reason, solution: reasons that mean the same become one draft.
Imported read_journal(std::string_view csv);
Imported read_html_folder(FileSystem& files, const std::string& folder);

}  // namespace kb
