// SPDX-License-Identifier: GPL-2.0-or-later
// What token.h promises of every text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stemming/token.h"
#include "stemming/utf8.h"

namespace kb::test {

// Whether a letter of `text` (or its end) begins at `at`; each broken byte is a letter of its own.
inline std::vector<bool> letter_begins(std::string_view text) {
    std::vector<bool> begins(text.size() + 1);
    for (std::size_t at = 0; at < text.size(); at += decode_at(text, at).bytes) begins[at] = true;
    begins[text.size()] = true;
    return begins;
}

inline bool is_range_of(const ByteRange& range, const std::vector<bool>& begins) {
    return range.begin < range.end && range.end < begins.size() && begins[range.begin] && begins[range.end];
}

// What is wrong with the tokens of a text; empty: nothing.
inline std::string token_fault(std::string_view text, const std::vector<Token>& tokens) {
    const auto begins = letter_begins(text);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        if (!is_range_of(token.range, begins))
            return "range of «" + token.text + "» cuts a letter or lies outside";
        if (token.text.empty() || token.stem.empty()) return "empty token";
        if (!is_valid_utf8(token.text) || !is_valid_utf8(token.stem) || !is_valid_utf8(token.derived))
            return "broken UTF-8 in a token";
        if (token.text.size() > 240 || token.stem.size() > 240) return "a token too long for a term";
        if (i == 0) continue;
        if (token.position < tokens[i - 1].position) return "positions go back at «" + token.text + "»";
        if (token.range.begin < tokens[i - 1].range.begin) return "ranges go back at «" + token.text + "»";
    }
    return "";
}

}  // namespace kb::test
