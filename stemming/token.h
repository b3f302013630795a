// SPDX-License-Identifier: GPL-2.0-or-later
// What the analyzer makes of a text: a list of tokens, each with its place in the source.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace kb {

// Where something stands in a UTF-8 text. Both numbers count bytes, and both
// fall on code point boundaries. `end` is one past the last byte.
struct ByteRange {
    std::size_t begin = 0;
    std::size_t end = 0;

    bool operator==(const ByteRange&) const = default;
};

enum class TokenKind : std::uint8_t {
    word,    // letters only: «пароль», "router"
    number,  // digits only: «651»
    code,    // letters and digits or inner signs: «0x80070005», «v1.2.3», «192.168.0.1», «1С»
    email,   // «help@mayak.example»
    url,     // «https://mayak.example/lk»
};

// One word of a text in all the voices it can be found by.
struct Token {
    std::string text;  // folded form: lower case, ё→е, no stress marks
    std::string stem;  // Snowball stem; equals `text` for what is never stemmed
    std::string derived;  // what related words share («настройка», «настроить»); empty: same as stem
    ByteRange range;             // in the source text
    std::uint32_t position = 0;  // counts words from 0; a compound and its parts share positions
    TokenKind kind = TokenKind::word;
    bool is_stop_word = false;  // «и», «на», «the»: indexed, but carries next to nothing in a query
    bool is_compound = false;   // «wifi» made of «Wi-Fi»; its parts follow as tokens of their own
};

}  // namespace kb
