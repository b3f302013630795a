// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/utf8.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace kb {

CodePoint decode_at(std::string_view text, std::size_t at) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto first = bytes[at];
    if (first < 0x80) return {first, 1};
    // ICU counts in 32 bits: look at the at most four bytes that matter.
    const int size = static_cast<int>(std::min<std::size_t>(text.size() - at, 4));
    int next = 0;
    UChar32 value = 0;
    U8_NEXT(bytes + at, next, size, value);
    if (value < 0) return {kReplacement, 1};
    return {static_cast<char32_t>(value), static_cast<std::size_t>(next)};
}

void append_utf8(std::string& out, char32_t code_point) {
    char buffer[4];
    int length = 0;
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) code_point = kReplacement;
    U8_APPEND_UNSAFE(buffer, length, static_cast<UChar32>(code_point));
    out.append(buffer, static_cast<std::size_t>(length));
}

std::u32string to_utf32(std::string_view text) {
    std::u32string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto point = decode_at(text, at);
        out.push_back(point.value);
        at += point.bytes;
    }
    return out;
}

std::string to_utf8(std::u32string_view text) {
    std::string out;
    out.reserve(text.size() * 2);
    for (const char32_t point : text) append_utf8(out, point);
    return out;
}

std::string valid_utf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto point = decode_at(text, at);
        append_utf8(out, point.value);
        at += point.bytes;
    }
    return out;
}

bool is_valid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto point = decode_at(text, at);
        if (point.value == kReplacement && point.bytes == 1) return false;
        at += point.bytes;
    }
    return true;
}

std::size_t count_code_points(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) at += decode_at(text, at).bytes;
    return count;
}

std::string_view first_code_points(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    for (; at < text.size() && count > 0; --count) at += decode_at(text, at).bytes;
    return text.substr(0, at);
}

std::string lower(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto point = decode_at(text, at);
        append_utf8(out, static_cast<char32_t>(u_tolower(static_cast<UChar32>(point.value))));
        at += point.bytes;
    }
    return out;
}

}  // namespace kb
