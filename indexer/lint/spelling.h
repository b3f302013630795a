// SPDX-License-Identifier: GPL-2.0-or-later
// Whether Russian words are spelt as a dictionary has them: hunspell-ru where it is installed, the words
// every support team uses, and the base's own.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "indexer/lint/words.h"
#include "stemming/diagnostic.h"

namespace kb {

struct Subject;

// Words that are right whatever the dictionary says, in all their forms (by their stems). Made once, then
// read from many threads.
class OwnWords {
public:
    OwnWords();  // those of every support team: «роутер», «тикет»

    // dictionary.txt: one word a line, «#» begins a comment.
    void add(std::string_view bytes);
    void add_word(std::string_view word);

    // `stem` is of a folded word.
    bool contains(std::string_view stem) const { return stems_.contains(std::string(stem)); }

private:
    std::unordered_set<std::string> stems_;
};

// hunspell's home is spelling.cc. One thread at a time.
class SpellingDictionary {
public:
    SpellingDictionary();  // 80 ms; finds nothing where hunspell-ru is not installed
    ~SpellingDictionary();
    SpellingDictionary(SpellingDictionary&&) noexcept;

    bool is_installed() const;
    // `word` keeps its «ё». Remembers what it was asked.
    bool knows(std::string_view word, const OwnWords* own);
    // Up to five words that may be meant; 30–80 ms. For one word a person asks about.
    std::vector<std::string> suggestions(std::string_view word);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// Reports each unknown word at its first place, and returns them.
std::vector<std::string> find_misspelt(const Subject& subject, const std::vector<BlockWords>& blocks,
                                       SpellingDictionary& dictionary);

}  // namespace kb
