// SPDX-License-Identifier: GPL-2.0-or-later
// The one way from text to tokens, for articles, queries and tickets alike.
// Nothing outside stemming/ lower-cases, splits or stems.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "stemming/protected_words.h"
#include "stemming/token.h"

namespace kb {

// For looking words up: equal words have equal hashes. Not for storing.
std::uint64_t word_hash(std::string_view word);

// A Token that can only be compared: word_hash of its forms.
struct HashedToken {
    std::uint32_t begin = 0;  // bytes of the source; many tokens are kept, so they are kept small
    std::uint32_t end : 31 = 0;
    bool is_stop_word : 1 = false;
    std::uint64_t text = 0, stem = 0, derived = 0;

    ByteRange range() const { return {begin, end}; }
};
static_assert(sizeof(HashedToken) == 32);

// Keeps a cache of analysed words, so it is cheap to reuse and must not be
// shared between threads: give each thread its own.
class Analyzer {
public:
    Analyzer();
    ~Analyzer();
    Analyzer(Analyzer&&) noexcept;
    Analyzer& operator=(Analyzer&&) noexcept;

    // From now on these words are their own stems and derived forms. Cheap when they are the same as before.
    void protect(ProtectedWords words);

    // Tokens in order of their place in `text`; a compound («Wi-Fi» → "wifi")
    // comes before its parts. Accepts any bytes; broken UTF-8 counts as U+FFFD,
    // and byte ranges still point into `text` as given.
    std::vector<Token> analyze(std::string_view text);

    // As above into a vector the caller reuses. The vector is cleared first.
    void analyze(std::string_view text, std::vector<Token>& tokens);

    // The tokens of analyze() in the same order, several times faster.
    std::vector<HashedToken> hash(std::string_view text);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kb
