// SPDX-License-Identifier: GPL-2.0-or-later
// Which words of a base a misspelt word may stand for.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "stemming/typing_distance.h"
#include "stemming/word_list.h"

namespace kb {

struct Correction {
    std::string word;
    double cost = 0;  // 0–2: edits, cheap ones (о/а, neighbouring keys) count less
    std::uint32_t articles = 0;
};

// Looks through the words of nearly the same length that begin alike, by letter signatures. Some 20 bytes a
// word. Holds references into the list, which must outlive it and not change.
class SpellingIndex {
public:
    explicit SpellingIndex(const WordList& words);

    // Best first; empty for words of fewer than four letters, words with digits
    // and words nothing is near to. `word` is folded. Any number of threads may ask at once.
    std::vector<Correction> correct(std::string_view word, std::size_t limit) const;

private:
    struct Asked;
    using Found = std::vector<std::pair<double, Correction>>;  // rank, correction

    LetterCode code_to_index(char32_t letter);
    LetterCode code_to_ask(char32_t letter) const;
    std::size_t bucket(std::size_t length, LetterCode first) const;
    void scan(const Asked& asked, std::size_t length, LetterCode first, Found& found) const;
    void add_slips_at_start(const Asked& asked, Found& found) const;
    void add(WordList::Id id, int cost, bool same_first, Found& found) const;

    const WordList& words_;
    std::map<char32_t, LetterCode> other_codes_;  // of letters that are neither а–я nor a–z
    // Entries sorted by length, then first letter; side by side, so that a scan reads four bytes a word.
    std::vector<std::uint32_t> begins_;      // of each bucket; one more at the end
    std::vector<std::uint32_t> signatures_;  // a bit a letter
    std::vector<WordList::Id> ids_;
    std::vector<std::uint32_t> letters_at_;  // where in letters_ an entry's codes begin
    std::basic_string<LetterCode> letters_;
};

}  // namespace kb
