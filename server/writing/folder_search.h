// SPDX-License-Identifier: GPL-2.0-or-later
// The workshop's search through the texts of all articles. What is published is asked of the live index; what
// is in no index (drafts, articles in review and in the archive, files that cannot be read) is looked through
// here. For writers only: it knows no audience.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/search/searcher.h"
#include "server/search/snippet.h"
#include "server/writing/article_folder.h"
#include "stemming/analyzer.h"

namespace kb {

struct FoundFile {
    std::string path;     // below the articles folder
    std::string section;  // title; empty: the lead, or the file cannot be read
    Snippet snippet;
};

class FolderSearch {
public:
    // Both outlive this.
    FolderSearch(ArticleFolder& folder, const Searcher& live) : folder_(folder), live_(live) {}

    // Unpublished ones first, for nothing else finds them, then the index's answers in their order. Each
    // unpublished one has all words of the question in some form. From many threads. Throws IoError as
    // ArticleFolder::listing().
    std::vector<FoundFile> search(std::string_view query, std::size_t limit);

private:
    // Hashes of all forms of all words, sorted: what a text costs while nobody finds it.
    struct Known {
        std::string version;
        std::vector<std::uint64_t> hashes;
    };
    const Known& known(const FolderArticle& one);
    void forget_all_but(const FolderListing& listing);
    std::optional<FoundFile> found_in(const FolderArticle& one, const Question& question);

    ArticleFolder& folder_;
    const Searcher& live_;
    std::mutex mutex_;  // of everything below
    TextTools tools_;
    std::map<std::string, Known> known_;  // by path
};

}  // namespace kb
