// SPDX-License-Identifier: GPL-2.0-or-later
// The words and sentences of a block, with what the language rules ask about a word worked out once for each
// spelling.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/markdown_prose.h"
#include "stemming/segment.h"

namespace kb {

struct WordInfo {
    std::string lower;         // lower case, «ё» kept
    std::string folded;        // and «ё» → «е»
    bool is_cyrillic = false;  // Russian letters only (and hyphens)
    bool is_mixed = false;     // a letter or two of the other alphabet that look alike
    bool is_capital = false;   // the first letter
    bool has_inner_capital = false;
    int syllables = 0;                   // vowels of a Cyrillic word
    std::vector<std::uint16_t> phrases;  // rows of the officialese table that may begin with it
};

struct Word {
    ByteRange range;  // in the block's text
    const WordInfo* info = nullptr;
    TokenKind kind = TokenKind::word;
    bool is_slot = false;    // inside {…}: a place to be filled in
    bool is_quoted = false;  // inside «…»: what a button or somebody else says
};

struct Sentence {
    ByteRange range;
    std::size_t first_word = 0;
    std::size_t end_word = 0;  // one past the last
};

struct BlockWords {
    const ProseBlock* block = nullptr;
    std::vector<Word> words;
    std::vector<Sentence> sentences;

    std::string_view text(const Word& word) const {
        return std::string_view(block->text).substr(word.range.begin, word.range.end - word.range.begin);
    }
    // What stands between a word and the next one.
    std::string_view between(std::size_t word) const;
};

// Keeps what it knows of words from text to text; one thread at a time.
class WordReader {
public:
    // The words point into this reader and are good until the next call.
    std::vector<BlockWords> read(const Prose& prose);

    // Whether most words are Russian.
    static bool is_russian(const std::vector<BlockWords>& blocks);

private:
    const WordInfo* info_of(std::string_view word);

    Segmenter segmenter_;
    std::vector<RawWord> raw_;
    using KnownWords = std::unordered_map<std::string, std::unique_ptr<WordInfo>>;
    KnownWords known_;
    KnownWords passing_;  // words with digits, of the last text alone: they hardly ever come again
};

}  // namespace kb
