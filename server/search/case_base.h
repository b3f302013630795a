// SPDX-License-Identifier: GPL-2.0-or-later
// Solved cases in memory, by their words: what people wrote and which article solved it. Knows no
// file and no article; who may see a case is decided by whoever resolves its article.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "stemming/analyzer.h"

namespace kb {

struct SolvedCase {
    std::int64_t id = 0;    // of the store; unique
    std::string text;       // masked
    std::string article;    // id, path or slug
    bool is_solved = true;  // false: the article was tried and did not help
    std::int64_t at_s = 0;  // Unix time of the answer
};

inline constexpr std::size_t kCaseExcerptCharacters = 400;  // kept for showing
inline constexpr std::size_t kCaseWords = 120;  // of a case that count; the rest of a letter is story

// Some cases and their words. Immutable once built.
class CaseSegment {
public:
    using Row = std::uint32_t;
    using WordId = std::uint32_t;

    struct Kept {
        std::int64_t id = 0;
        std::int64_t at_s = 0;
        std::uint32_t article = 0;  // place in articles()
        bool is_solved = true;
        std::string excerpt;
        std::vector<WordId> words;  // without stop words and repeats
    };
    struct Word {
        std::string stem;
        std::string derived;  // empty: same as the stem
    };

    const std::vector<Kept>& rows() const { return rows_; }
    const std::vector<std::string>& articles() const { return articles_; }
    // How many cases name the article at this place.
    std::uint32_t cases_of(std::size_t article) const { return article_counts_[article]; }
    bool has(std::int64_t id) const { return ids_.contains(id); }
    std::int64_t newest_s() const { return newest_s_; }
    const Word& word(WordId id) const { return words_[id]; }
    // Words with this stem, and words of another stem with this derived form.
    const std::vector<WordId>& by_stem(const std::string& stem) const;
    const std::vector<WordId>& by_derived(const std::string& derived) const;
    const std::vector<Row>& rows_with(WordId word) const { return postings_[word]; }

    void add(const SolvedCase& one, Analyzer& analyzer);
    // Takes over the rows of `other` but those with a forgotten id.
    void append(const CaseSegment& other, const std::unordered_set<std::int64_t>& forgotten);

private:
    WordId word_id(const Word& word);
    std::uint32_t article_place(const std::string& article);
    void add_row(Kept row);

    std::vector<Kept> rows_;
    std::unordered_set<std::int64_t> ids_;
    std::int64_t newest_s_ = 0;
    std::vector<std::string> articles_;
    std::vector<std::uint32_t> article_counts_;
    std::unordered_map<std::string, std::uint32_t> article_places_;
    std::vector<Word> words_;
    std::unordered_map<std::string, WordId> word_ids_;  // stem, NUL, derived
    std::unordered_map<std::string, std::vector<WordId>> by_stem_, by_derived_;
    std::vector<std::vector<Row>> postings_;  // by WordId
};

// What a question is held against; does not change while it is held.
struct CaseSnapshot {
    std::vector<std::shared_ptr<const CaseSegment>> segments;
    std::int64_t newest_s = 0;  // of all cases
    std::size_t size = 0;
    std::uint64_t number = 0;  // of no other snapshot of this process
};

// From many threads: readers take a snapshot, a writer puts the next one in its place.
class CaseBase {
public:
    CaseBase();

    std::shared_ptr<const CaseSnapshot> snapshot() const;

    // Adds cases; one with a known id takes the place of the old one. Felt by the next snapshot.
    void put(const std::vector<SolvedCase>& cases);
    void forget(const std::unordered_set<std::int64_t>& ids);
    std::vector<std::int64_t> ids() const;

private:
    void publish(std::vector<std::shared_ptr<const CaseSegment>> segments);

    std::mutex writing_;  // one writer at a time; guards the analyzer
    Analyzer analyzer_;
    mutable std::mutex mutex_;  // guards the pointer
    std::shared_ptr<const CaseSnapshot> snapshot_;
};

}  // namespace kb
