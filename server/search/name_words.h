// SPDX-License-Identifier: GPL-2.0-or-later
// The words of an article's names, as the second look compares them with a question. Read on demand
// and kept for the names that come up again.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "server/search/index_reader.h"
#include "stemming/analyzer.h"

namespace kb {

struct NameWord {
    std::uint64_t text = 0;     // hash64
    std::uint64_t stem = 0;     // hash64
    std::uint64_t derived = 0;  // hash64
    double rarity = 0;          // idf over whole articles
};

struct NameWords {
    std::vector<NameWord> words;       // without stop words and compounds, in order
    std::vector<std::uint64_t> grams;  // hash64 of each 4-gram, sorted, without repeats
    std::uint32_t asks = 0;            // question words in it (asks_of)
};

// Bits of what a text asks: «почему» and «отчего» share one, «где» and «куда» another; 0: no question word.
std::uint32_t asks_of(const std::vector<Token>& tokens);

// −1 … 1: whether two texts ask the same (bits of asks_of).
int asks_alike(std::uint32_t one, std::uint32_t other);

// log(1 + (N − n + ½) / (n + ½)) over whole articles.
double rarity_of_stem(std::string_view stem, const IndexReader& reader);

// hash64 of each 4-gram of a word, as they come.
std::vector<std::uint64_t> word_grams(std::string_view word);

// Those of all the words, sorted, without repeats.
std::vector<std::uint64_t> gram_hashes(const std::vector<std::string_view>& words);

// Of one state of the index, for all its readers and their threads. A question looks at a hundred names, so
// they lie by document, and looking takes no lock.
class NameCache {
public:
    explicit NameCache(std::size_t documents) : places_(documents) {}
    NameCache(const NameCache&) = delete;
    NameCache& operator=(const NameCache&) = delete;
    ~NameCache();

    // Good as long as this is.
    std::shared_ptr<const NameWords> words(DocId name, const IndexReader& reader, Analyzer& analyzer);

private:
    std::vector<std::atomic<const NameWords*>> places_;  // by document; null: not read yet
    std::atomic<std::size_t> kept_{0};
};

}  // namespace kb
