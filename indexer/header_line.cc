// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/header_line.h"

#include <algorithm>
#include <array>
#include <vector>

#include "stemming/edit_distance.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

struct Range {
    char32_t first, last;
};

// Controls, format characters and fillers: nothing is drawn in their place.
constexpr std::array kInvisible = {
    Range{0x00, 0x08},     Range{0x0E, 0x1F},     Range{0x7F, 0x84},      Range{0x86, 0x9F},
    Range{0xAD, 0xAD},     Range{0x34F, 0x34F},   Range{0x61C, 0x61C},    Range{0x115F, 0x1160},
    Range{0x17B4, 0x17B5}, Range{0x180B, 0x180F}, Range{0x200B, 0x200F},  Range{0x202A, 0x202E},
    Range{0x2060, 0x206F}, Range{0x3164, 0x3164}, Range{0xFE00, 0xFE0F},  Range{0xFEFF, 0xFEFF},
    Range{0xFFA0, 0xFFA0}, Range{0xFFF9, 0xFFFD}, Range{0xE0000, 0xE0FFF}};
constexpr std::array kBlank = {Range{0x09, 0x0D},     Range{0x20, 0x20},     Range{0x85, 0x85},
                               Range{0xA0, 0xA0},     Range{0x1680, 0x1680}, Range{0x2000, 0x200A},
                               Range{0x2028, 0x2029}, Range{0x202F, 0x202F}, Range{0x205F, 0x205F},
                               Range{0x2800, 0x2800}, Range{0x3000, 0x3000}};
constexpr std::array kDash = {Range{0x2010, 0x2015}, Range{0x2043, 0x2043}, Range{0x2212, 0x2212},
                              Range{0x2500, 0x2501}, Range{0x2E3A, 0x2E3B}, Range{0xFE58, 0xFE58},
                              Range{0xFE63, 0xFE63}, Range{0x30FC, 0x30FC}};
constexpr std::array kColon = {Range{0x2236, 0x2236}, Range{0xA789, 0xA789}, Range{0xFE13, 0xFE13},
                               Range{0xFE55, 0xFE55}};

template <typename Ranges>
bool is_in(char32_t c, const Ranges& ranges) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [c](const Range& range) { return range.first <= c && c <= range.last; });
}

// Cyrillic letters that look like the Latin ones of «audience» and «status».
std::string with_latin_letters(std::string_view text) {
    constexpr std::u32string_view kCyrillic = U"асеіѕԁ";
    constexpr std::string_view kLatin = "aceisd";
    std::u32string letters = to_utf32(text);
    for (char32_t& letter : letters) {
        if (const std::size_t at = kCyrillic.find(letter); at != std::u32string_view::npos)
            letter = static_cast<char32_t>(kLatin[at]);
    }
    return to_utf8(letters);
}

std::string_view without(std::string_view text, std::string_view signs) {
    const std::size_t begin = text.find_first_not_of(signs);
    return begin == std::string_view::npos ? ""
                                           : text.substr(begin, text.find_last_not_of(signs) - begin + 1);
}

std::vector<std::string_view> words_of(std::string_view text) {
    constexpr std::string_view kBetween = " \"'[]{}(),;.";
    std::vector<std::string_view> words;
    for (std::size_t begin = text.find_first_not_of(kBetween); begin != std::string_view::npos;) {
        const std::size_t end = std::min(text.find_first_of(kBetween, begin), text.size());
        words.push_back(text.substr(begin, end - begin));
        begin = text.find_first_not_of(kBetween, end);
    }
    return words;
}

// Whether the first sign between a key and a value is «:» itself, with nothing strange after it.
bool has_plain_colon(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return false;
    const std::string before = as_seen(line.substr(0, colon));
    const std::string_view after = line.substr(colon + 1);
    const bool is_alone = after.empty() || static_cast<unsigned char>(after[0]) < 0x80;
    return is_alone && before.find_first_of(":=") == std::string::npos;
}

bool is_hiding_word(std::string_view word) {
    constexpr std::array<std::string_view, 4> kWords = {"internal", "draft", "review", "archived"};
    return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

}  // namespace

std::string as_seen(std::string_view text) {
    std::string seen;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = decode_at(text, at);
        at += point.bytes;
        const char32_t c = point.value;
        if (is_in(c, kInvisible)) continue;
        if (is_in(c, kBlank)) {
            seen += ' ';
        } else if (is_in(c, kDash)) {
            seen += '-';
        } else if (is_in(c, kColon)) {
            seen += ':';
        } else if (c >= 0xFF01 && c <= 0xFF5E) {
            seen += static_cast<char>(c - 0xFF01 + '!');
        } else {
            append_utf8(seen, c);
        }
    }
    return std::string(without(seen, " "));
}

std::optional<HeaderLine> header_line(std::string_view line) {
    line = line.substr(0, kMaxHeaderLineBytes);
    const std::string seen = as_seen(line);
    const std::size_t sign = seen.find_first_of(":=");
    if (sign == std::string::npos) return std::nullopt;
    const std::string_view key = without(std::string_view(seen).substr(0, sign), " \"'{");
    if (key.empty() || key.find(' ') != std::string_view::npos) return std::nullopt;
    return HeaderLine{lower(key), std::string(without(std::string_view(seen).substr(sign), " :=")),
                      has_plain_colon(line)};
}

bool may_hide(std::string_view key) {
    const std::string folded = with_latin_letters(lower(as_seen(key)));
    return edit_distance(folded, "audience", 2) <= 2 || edit_distance(folded, "status", 1) <= 1 ||
           folded.starts_with("audience:") || folded.starts_with("status:");
}

bool has_hiding_word(const HeaderLine& line) {
    const std::string value = lower(line.value);
    const std::vector<std::string_view> words = words_of(value);
    if (words.empty()) return false;
    return is_hiding_word(words[0]) ||
           (words.size() <= 3 && std::any_of(words.begin(), words.end(), is_hiding_word));
}

bool looks_hiding(const HeaderLine& line) {
    if (!may_hide(line.key)) return false;
    if (has_hiding_word(line)) return true;
    return line.key == "audience" && !line.value.empty() && words_of(line.value).size() <= 3;
}

}  // namespace kb
