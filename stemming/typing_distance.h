// SPDX-License-Identifier: GPL-2.0-or-later
// How far apart two words are for somebody who types Russian or English: slips that people often make
// cost less than an edit.
#pragma once

#include <cstdint>
#include <string_view>

namespace kb {

// A letter as one byte: а–я, a–z, and whatever else a caller numbers up to kLetterCodes.
using LetterCode = std::uint8_t;
inline constexpr LetterCode kNoLetter = 0;        // equals nothing that is indexed
inline constexpr LetterCode kFirstFreeCode = 59;  // from here on codes are the caller's to give
inline constexpr int kLetterCodes = 128;

// The fixed code of а–я and a–z; kNoLetter for others.
LetterCode code_of(char32_t letter);

// Costs are counted in twentieths of an edit.
inline constexpr int kEdit = 20;
inline constexpr int kSoundAlikeCost = 10;
inline constexpr int kNeighbourKeyCost = 16;
inline constexpr int kDoubledLetterCost = 10;
inline constexpr int kSoftSignCost = 10;
inline constexpr int kSwapCost = 14;

// Of typing one letter for another: 0 for the same, up to kEdit.
int replacement_cost(LetterCode a, LetterCode b);

// Letters that sound alike («о» and «а») and so begin a misspelt word as readily as the right one.
std::u32string_view letters_like(char32_t letter);

// Letters on neighbouring keys that do not sound alike.
std::u32string_view letters_beside(char32_t letter);

using LetterCodes = std::basic_string_view<LetterCode>;
inline constexpr std::size_t kLongestCompared = 36;  // letters

// Weighted Damerau–Levenshtein distance (optimal string alignment) of two words of at most
// kLongestCompared letters. What is above `bound` comes back as bound + 1. A free code costs what any
// letter costs.
int typing_distance(LetterCodes a, LetterCodes b, int bound);

}  // namespace kb
