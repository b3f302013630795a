// SPDX-License-Identifier: GPL-2.0-or-later
// How many slips of the hand lie between two words. Compares what it is given: fold first.
#pragma once

#include <cstddef>
#include <string_view>

namespace kb {

// Insertions, deletions, replacements and swaps of neighbours, each counted 1; a swapped pair is not
// edited again (optimal string alignment, Boytsov 2011). Counted in code points. Whatever is above
// `bound` comes back as bound + 1, and sooner.
std::size_t edit_distance(std::u32string_view a, std::u32string_view b, std::size_t bound);

// The same for UTF-8; a broken byte counts as one code point.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t bound);

}  // namespace kb
