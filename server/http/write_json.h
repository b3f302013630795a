// SPDX-License-Identifier: GPL-2.0-or-later
// JSON of the writers' workshop, in and out, and the only place that knows its names.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base_files.h"
#include "indexer/skeleton.h"
#include "server/store/feedback_store.h"
#include "server/writing/article_folder.h"
#include "server/writing/draft_index.h"
#include "server/writing/folder_search.h"
#include "server/writing/git_history.h"
#include "server/writing/script_outline.h"

namespace kb {

// What people did with an article.
struct ArticleUse {
    Votes votes;
    std::int64_t views = 0;  // of the last 30 days
};
using UseById = std::map<std::string, ArticleUse, std::less<>>;

std::string tree_json(const FolderListing& listing, const UseById& use, const GitHistory& history,
                      const std::vector<Category>& categories);
std::string source_json(std::string_view path, const ArticleSource& source, std::string_view url);

struct SaveRequest {
    std::string path, text, base_version;
    std::string message;  // what was done, for the history; may be empty
};
struct MoveRequest {
    std::string from, to, slug, base_version;  // an empty `to` or `slug` stays as it is
};
struct CheckRequest {
    std::string path, text;
    std::vector<std::string> queries;  // of «Как найдут»
};
// These throw HttpError: not JSON, unknown or wrong fields, too long.
SaveRequest parse_save(std::string_view body);
MoveRequest parse_move(std::string_view body);
CheckRequest parse_check(std::string_view body);
NewArticle parse_new_article(std::string_view body);

// `text` is what was saved when it is not what was sent; else empty.
std::string saved_json(std::string_view path, std::string_view version, const GitHistory::Recorded& recorded,
                       std::string_view text);
std::string conflict_json(const SaveConflict& conflict);
std::string skeleton_json(std::string_view path, std::string_view text);
std::string image_json(std::string_view path, std::string_view markdown);

struct SectionPlace {
    std::string anchor;
    int line = 0;
};
std::string checked_json(const std::vector<SectionPlace>& sections, const std::vector<OutlineNode>& outline,
                         const Diagnostics& diagnostics);
std::string found_files_json(const std::vector<FoundFile>& files);
std::string ranks_json(const DraftRanks& ranks, const std::vector<AlikeDraft>& drafts);
std::string history_json(const std::vector<Revision>& revisions, std::string_view why_not);
std::string text_json(std::string_view text);

struct WordingGap {
    std::string query;
    std::int64_t count = 0;
    int place = 0;  // where this article stands for it today; 0: not among the first
};
std::string gaps_json(const std::vector<WordingGap>& gaps);

}  // namespace kb
