// SPDX-License-Identifier: GPL-2.0-or-later
// Where the words and sentences of a text stand. Changes no letter of them.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "stemming/token.h"

namespace kb {

// A word as it stands in the text, or several that are written as one.
struct RawWord {
    ByteRange range;
    TokenKind kind = TokenKind::word;
    // Parts of «интернет-магазин», "setup.exe", "192.168.0.1", «1 500»; empty when it is one piece.
    std::vector<ByteRange> parts;
    bool is_hyphenated =
        false;  // only hyphens (in amounts: blanks) between the parts; written together, it is the same word
};

// ICU's word and sentence iterators with our rules on top. Reusable, one thread at a time.
class Segmenter {
public:
    Segmenter();
    ~Segmenter();
    Segmenter(Segmenter&&) noexcept;
    Segmenter& operator=(Segmenter&&) noexcept;

    void words(std::string_view text, std::vector<RawWord>& out);

    // The same, the slow way: for tests to compare with.
    void words_by_icu(std::string_view text, std::vector<RawWord>& out);

    // Sentences cover the text without gaps; «стр. 5», «г. Москва», «А. С.» do not end one.
    std::vector<ByteRange> sentences(std::string_view text);

    // The same, the slow way: for tests to compare with.
    std::vector<ByteRange> sentences_by_icu(std::string_view text);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kb
