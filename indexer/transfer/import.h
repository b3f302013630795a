// SPDX-License-Identifier: GPL-2.0-or-later
// Articles out of other programs' exports, as drafts for a writer. Overwrites nothing and says what was lost.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/file_system.h"
#include "indexer/transfer/html_markdown.h"

namespace kb {

// What is read, before it has a place.
struct ImportedArticle {
    std::string source;  // where it came from: a path, an id, a line
    std::string title;
    std::string markdown;  // without the title; addresses as marks, see HtmlPage
    std::vector<HtmlAddress> addresses;
    std::string page;          // below Imported::root, what addresses are relative to; may be empty
    std::string address_mark;  // stands in addresses of this article: «/articles/360001»; may be empty
    std::string archive;       // the .docx that holds its pictures, below Imported::root; may be empty
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
    std::vector<std::string> notes;     // what was understood, for the person to check
    std::shared_ptr<FileSystem> files;  // where pictures lie, below `root`; null: nowhere
    std::string root;
};

// How far reading or writing has come. Called from the thread that imports.
using OnImported = std::function<void(std::size_t done, std::size_t total)>;

struct ImportRequest {
    std::string from;  // a file; for html and docx also a folder or a zip of one
    std::string kind;  // html, docx, zendesk, phpmyfaq, table or journal; empty: by what `from` is
    std::string articles_dir;
    std::string category;  // of articles that bring none
    bool is_dry_run = false;
    std::string sheet = "";  // of a workbook; empty: the first with questions and answers
    bool skips_doubles = false;
    OnImported on_progress = {};
};

struct ImportReport {
    std::vector<std::string> written;  // paths below the articles folder; of a dry run: that would be
    std::vector<std::string> skipped;  // paths that are there already
    std::vector<std::string> doubles;  // «a.md «Название» похожа на …: 86 %»
    std::size_t files = 0;             // pictures and other files copied beside articles
    std::map<std::string, int> losses;
    std::vector<std::string> problems;
    std::vector<std::string> notes;
};

// Throws ConfigError when `from` cannot be read as its kind; IoError when a file cannot be written.
ImportReport import_articles(FileSystem& files, const ImportRequest& request);

// The readers; any bytes. Those with pictures leave `files` and `root` to the caller.
Imported read_zendesk(std::string_view json);
Imported read_phpmyfaq(std::string_view json);
// Rows question, answer (and category, tags, date where there are such columns), CSV or .xlsx.
Imported read_table(std::string_view table, const std::string& sheet = "");
// Rows date, reason, solution: reasons that mean the same become one draft.
Imported read_journal(std::string_view table, const std::string& sheet = "");
// Pages below `root`, or the one file `only` there.
Imported read_html_pages(FileSystem& files, const std::string& root, const std::string& only,
                         const OnImported& on_progress);
// Documents of Word, through pandoc. Throws ConfigError when it is not installed.
Imported read_word_files(FileSystem& files, const std::string& root, const std::string& only,
                         const OnImported& on_progress);

}  // namespace kb
