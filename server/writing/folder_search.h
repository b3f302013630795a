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

struct AlikeDraft {
    std::string path, id, title;
    Status status = Status::draft;
    double similarity = 0;  // 0–1, as likeness() of their words
};

class FolderSearch {
public:
    // Both outlive this.
    FolderSearch(ArticleFolder& folder, const Searcher& live) : folder_(folder), live_(live) {}

    // Unpublished ones first, for nothing else finds them, then the index's answers in their order. Each
    // unpublished one has all words of the question in some form. A last word without a space behind it is
    // still being written: it also stands for words that begin with it. From many threads. Throws IoError as
    // ArticleFolder::listing().
    std::vector<FoundFile> search(std::string_view query, std::size_t limit);

    // Drafts and articles in review that say much the same as this text, the most alike first, without the
    // one at `path`. Throws as search().
    std::vector<AlikeDraft> alike(std::string_view path, std::string_view text, std::size_t limit);

private:
    // What a text costs while nobody finds it: hashes of all forms of all words, sorted; the words
    // themselves, each once, with «\n» before each; and the stems it is compared by.
    struct Known {
        std::string version;
        std::vector<std::uint64_t> hashes;
        std::string words;
        std::vector<std::string> stems;
    };
    const Known& known(const FolderArticle& one, const ArticleFolder::Parts& parts);
    void add_published(const FolderListing& listing, std::string_view query, std::size_t limit,
                       std::vector<FoundFile>& out) const;
    void forget_all_but(const FolderListing& listing);
    std::optional<FoundFile> found_in(const FolderArticle& one, const ArticleFolder::Parts& parts,
                                      const Question& question);

    ArticleFolder& folder_;
    const Searcher& live_;
    std::mutex mutex_;  // of everything below
    TextTools tools_;
    std::map<std::string, Known> known_;  // by path
};

}  // namespace kb
