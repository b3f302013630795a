// SPDX-License-Identifier: GPL-2.0-or-later
// One line of an article's header as a person may have slipped in it: «Audience = internal», «status：draft».
// Decides nothing about the article.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace kb {

// Of a line, how much is looked at: a key and its value are short.
constexpr std::size_t kMaxHeaderLineBytes = 512;

// The text as an eye sees it: without invisible characters and blanks at the ends, every blank a space, every
// dash «-», fullwidth signs as ASCII.
std::string as_seen(std::string_view text);

struct HeaderLine {
    std::string key;    // in lower case, without quotes
    std::string value;  // may be empty
    bool is_plain;      // between them stands a colon that YAML knows
};

// The key, the sign and the value of a line; nothing when it does not begin with one word and a «:» or «=».
std::optional<HeaderLine> header_line(std::string_view line);

// `audience`, `status`, or a slip of one of them: another case, Cyrillic letters, a letter or two.
bool may_hide(std::string_view key);

// Whether such a line, met where no header is read, looks like one that hides its article.
bool looks_hiding(const HeaderLine& line);

// One of the words by which an article is hidden stands among the first three of the value, or begins it.
bool has_hiding_word(const HeaderLine& line);

}  // namespace kb
