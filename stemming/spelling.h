// SPDX-License-Identifier: GPL-2.0-or-later
// Which words of a base a misspelt word may stand for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stemming/word_list.h"

namespace kb {

struct Correction {
    std::string word;
    double cost = 0;  // 0–2: edits, cheap ones (о/а, neighbouring keys) count less
    std::uint32_t articles = 0;
};

// Looks through a word list by letter signatures. Holds references into the
// list, which must outlive it and not change.
class SpellingIndex {
public:
    explicit SpellingIndex(const WordList& words);

    // Best first; empty for words of fewer than four letters, words with digits
    // and words nothing is near to. `word` is folded.
    std::vector<Correction> correct(std::string_view word, std::size_t limit) const;

private:
    struct Entry {
        std::uint32_t signature = 0;  // a bit a letter
        WordList::Id id = 0;
    };
    const WordList& words_;
    std::vector<std::vector<Entry>> by_length_;  // in letters
};

}  // namespace kb
