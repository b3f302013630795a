// SPDX-License-Identifier: GPL-2.0-or-later
// «Как найдут»: the index as it would be if a draft were published now, and what it answers. Made by the
// indexer's own update on a copy, so that what it says is what will be.
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/file_system.h"
#include "indexer/update.h"
#include "server/search/searcher.h"

namespace kb {

class CaseBase;

// Where one question leads.
struct DraftRank {
    std::string query;
    int place = 0;             // of the draft, from 1; 0: not among the first kDepth
    int place_before = 0;      // of the article as it is published now; 0 as well when it is not
    int total = 0;             // articles found
    std::vector<Hit> hits;     // the first three
    std::optional<Hit> own;    // the draft's, with what matched
    std::string rewritten_as;  // what was searched, when it differs from the query
};

// Another article that says nearly the same.
struct AlikeArticle {
    ArticleCard card;
    double similarity = 0;  // 0–1, as likeness() of their words
};

struct DraftRanks {
    std::vector<DraftRank> ranks;
    std::vector<AlikeArticle> alike;  // articles nearest to the draft, without itself, the most alike first
    Diagnostics diagnostics;          // why the draft would not get into the index
};

class DraftIndex {
public:
    static constexpr int kDepth = 50;
    static constexpr std::size_t kMaxQueries = 20;

    // `live` and `files` outlive this. Copies go to a folder of their own inside the index folder, which is
    // emptied first. `cases` may be null.
    DraftIndex(FileSystem& files, IndexPaths paths, const Searcher& live, const CaseBase* cases = nullptr);
    ~DraftIndex();
    DraftIndex(const DraftIndex&) = delete;
    DraftIndex& operator=(const DraftIndex&) = delete;

    // The draft counts as published whatever its front matter says. Throws BusyError when the writer works
    // for too long, IndexError and IoError as update() does.
    DraftRanks rank(std::string_view path, std::string_view text, const std::vector<std::string>& queries);

private:
    struct Copy;
    std::shared_ptr<const Copy> copy_with(const std::string& path, const std::string& text);

    FileSystem& files_;
    const IndexPaths paths_;
    const Searcher& live_;
    const CaseBase* const cases_;
    std::mutex mutex_;
    std::list<std::shared_ptr<const Copy>> copies_;  // the newest first
    int next_ = 0;
};

}  // namespace kb
