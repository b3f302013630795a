// SPDX-License-Identifier: GPL-2.0-or-later
// Which alphabet a word is written in, and letters that look alike in two of them.
#pragma once

#include <string_view>

namespace kb {

enum class Script { none, cyrillic, latin, mixed, other };

bool is_cyrillic(char32_t letter);
bool is_latin(char32_t letter);

// Of the letters of a word; `none` when it has no letters.
Script script_of(std::u32string_view word);

// The letter of the other alphabet drawn the same in lower case («а» ↔ "a"); 0: none.
char32_t latin_twin(char32_t cyrillic);
char32_t cyrillic_twin(char32_t latin);

}  // namespace kb
