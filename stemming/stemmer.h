// SPDX-License-Identifier: GPL-2.0-or-later
// Snowball for Russian and English, through Xapian. Knows which words must be left alone.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace kb {

class Stemmer {
public:
    Stemmer();
    ~Stemmer();
    Stemmer(Stemmer&&) noexcept;
    Stemmer& operator=(Stemmer&&) noexcept;

    // `word` is folded. Words of at most three letters, words with digits and
    // words of other alphabets come back as they are.
    std::string stem(std::string_view word);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kb
