// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/stemmer.h"

#include <xapian.h>

#include <algorithm>

#include "stemming/script.h"
#include "stemming/utf8.h"

namespace kb {

namespace {
constexpr std::size_t kShortestStemmed = 4;  // letters
}

struct Stemmer::Impl {
    Xapian::Stem russian{"ru"};
    Xapian::Stem english{"en"};
};

Stemmer::Stemmer() : impl_(std::make_unique<Impl>()) {}
Stemmer::~Stemmer() = default;
Stemmer::Stemmer(Stemmer&&) noexcept = default;
Stemmer& Stemmer::operator=(Stemmer&&) noexcept = default;

std::string Stemmer::stem(std::string_view word) {
    const auto letters = to_utf32(word);
    const bool has_digit =
        std::any_of(letters.begin(), letters.end(), [](char32_t c) { return c >= U'0' && c <= U'9'; });
    if (letters.size() < kShortestStemmed || has_digit) return std::string(word);
    switch (script_of(letters)) {
        case Script::cyrillic:
            return impl_->russian(std::string(word));
        case Script::latin:
            return impl_->english(std::string(word));
        default:
            return std::string(word);
    }
}

}  // namespace kb
