// SPDX-License-Identifier: GPL-2.0-or-later
// The table of officialese: what clerks write, and what people say. Matches words, never text.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace kb {

// Words of `pattern` are folded («ё» is «е»), with one blank between; a final «*» stands for any ending.
struct Phrase {
    std::string_view pattern;
    std::string_view plain;  // what to write instead
};

std::span<const Phrase> officialese();

// Rows whose first word this word may be, longest patterns first.
std::vector<std::uint16_t> phrases_beginning_with(std::string_view folded);

// Whether a folded word is this one («осуществ*» is «осуществить»).
bool matches(std::string_view pattern_word, std::string_view folded);

}  // namespace kb
