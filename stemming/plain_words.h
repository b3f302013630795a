// SPDX-License-Identifier: GPL-2.0-or-later
// Where the words of plain text stand, found without ICU; the rest is left to it.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "stemming/token.h"

namespace kb {

// A run of letters and digits; a comma between two digits belongs to it.
struct Piece {
    ByteRange range;
    bool has_digit = false;
    bool has_letter = false;
};

// The pieces of the chunk (what stands between white space) that begins at `at`, put into `pieces`, which is
// cleared first. Returns where the chunk ends. 0: something in it is for ICU to judge, and `pieces` says
// nothing.
std::size_t plain_chunk(std::string_view text, std::size_t at, std::vector<Piece>& pieces);

// Bytes of white space that plain chunks are cut at, from `at` on: blanks, tabs, line ends, no-break spaces.
std::size_t plain_space(std::string_view text, std::size_t at);

}  // namespace kb
