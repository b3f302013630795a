// SPDX-License-Identifier: GPL-2.0-or-later
// What to offer while a person types: titles, aliases, headings and frequent phrases, by the beginnings
// of their words. In memory; knows nothing of Xapian.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "stemming/analyzer.h"
#include "stemming/token.h"

namespace kb {

enum class CompletionKind : std::uint8_t { title, alias, heading, phrase };

struct CompletionEntry {
    std::string text;  // as shown
    CompletionKind kind = CompletionKind::title;
    std::uint32_t article = 0;  // what it leads to; meaningless for phrases
    std::uint32_t section = 0;  // of headings: place in the article
    std::uint32_t words = 0;
};

struct CompletionMatch {
    const CompletionEntry* entry = nullptr;
    std::vector<ByteRange> marks;  // the typed beginnings in entry->text
};

class CompletionIndex {
public:
    void add(CompletionEntry entry, Analyzer& analyzer);
    // Call once after the last add. Phrases of two and three words that several articles' names share
    // become entries of their own.
    void finish(Analyzer& analyzer);

    // Entries that have a word beginning with each word of `typed`, best first;
    // an article comes once. `typed` is analysed, its last word need not be whole.
    std::vector<CompletionMatch> find(std::string_view typed, std::size_t limit, Analyzer& analyzer) const;

    std::size_t size() const { return entries_.size(); }

private:
    struct Posting {
        std::uint32_t word = 0;  // place in words_
        std::uint32_t entry = 0;
        std::uint32_t place = 0;  // of the word in the entry
    };
    struct Phrase {
        std::uint32_t articles = 0;      // that have it
        std::uint32_t last_article = 0;  // counted; articles come one after another
        std::uint32_t entry = 0;         // the first that has it
        ByteRange range;                 // there
    };

    std::uint32_t word_id(const std::string& word);
    void count_phrases(const CompletionEntry& entry, std::uint32_t id, const std::vector<Token>& tokens);
    std::pair<std::size_t, std::size_t> postings_of(std::string_view prefix) const;

    std::vector<CompletionEntry> entries_;
    std::vector<std::string> words_;                           // sorted after finish()
    std::vector<Posting> postings_;                            // sorted by word, entry
    std::unordered_map<std::string, std::uint32_t> word_ids_;  // empty after finish()
    std::unordered_map<std::uint64_t, Phrase> phrases_;  // by a hash of their words; empty after finish()
};

}  // namespace kb
