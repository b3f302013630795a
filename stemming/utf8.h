// SPDX-License-Identifier: GPL-2.0-or-later
// UTF-8 as bytes come: decoding that never fails, counting, cutting on code point boundaries.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kb {

inline constexpr char32_t kReplacement = U'\uFFFD';

struct CodePoint {
    char32_t value = 0;     // kReplacement for each byte that begins nothing valid
    std::size_t bytes = 1;  // how many bytes of the text it takes
};

// The code point that begins at `at`, which must be below text.size().
CodePoint decode_at(std::string_view text, std::size_t at);

void append_utf8(std::string& out, char32_t code_point);
std::u32string to_utf32(std::string_view text);
std::string to_utf8(std::u32string_view text);

// The same text with every broken byte replaced by U+FFFD.
std::string valid_utf8(std::string_view text);
bool is_valid_utf8(std::string_view text);

std::size_t count_code_points(std::string_view text);

// The longest beginning of `text` with at most `count` code points, never cutting one.
std::string_view first_code_points(std::string_view text, std::size_t count);

// Whole text in lower case, by Unicode's rules without a language.
std::string lower(std::string_view text);

}  // namespace kb
