// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/json_writer.h"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

#include "stemming/utf8.h"

namespace kb {

namespace {

// Nearly all that is written is Cyrillic letters and ASCII, so eight bytes are looked at together.
constexpr std::uint64_t in_each_byte(std::uint64_t byte) { return byte * 0x0101010101010101; }

constexpr std::uint64_t four_times(std::uint8_t one, std::uint8_t other) {
    return std::bit_cast<std::uint64_t>(
        std::array<std::uint8_t, 8>{one, other, one, other, one, other, one, other});
}

// Four characters of two bytes, the first of each 0xD0 or 0xD1.
bool is_plain_cyrillic(std::uint64_t eight) {
    return (eight & four_times(0xFE, 0xC0)) == four_times(0xD0, 0x80);
}

// Eight characters of one byte, none of them below a space, `"` or `\\`. As in «Bit Twiddling Hacks», a byte
// below n shows in the highest bit of what is left when n is taken from each; no byte has that bit itself.
bool is_plain_ascii(std::uint64_t eight) {
    const auto below = [](std::uint64_t bytes, std::uint64_t n) { return bytes - in_each_byte(n); };
    const std::uint64_t special = below(eight, 0x20) | below(eight ^ in_each_byte('"'), 1) |
                                  below(eight ^ in_each_byte('\\'), 1) | eight;
    return (special & in_each_byte(0x80)) == 0;
}

// How many bytes from `at` on need no escape and are whole characters.
std::size_t plain_length(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size()) {
        if (end + 8 <= text.size()) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, text.data() + end, sizeof eight);
            if (is_plain_cyrillic(eight) || is_plain_ascii(eight)) {
                end += 8;
                continue;
            }
        }
        const auto byte = static_cast<unsigned char>(text[end]);
        if (byte < 0x80) {
            if (byte < 0x20 || byte == '"' || byte == '\\') break;
            ++end;
            continue;
        }
        // Two bytes: Cyrillic, and nearly all that is not ASCII here.
        if (byte >= 0xC2 && byte < 0xE0 && end + 1 < text.size() &&
            (static_cast<unsigned char>(text[end + 1]) & 0xC0) == 0x80) {
            end += 2;
            continue;
        }
        const std::size_t bytes = decode_at(text, end).bytes;
        if (bytes == 1) break;
        end += bytes;
    }
    return end - at;
}

// Of a byte that plain_length stops at.
void append_escape(std::string& out, unsigned char byte) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    switch (byte) {
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        case '\b':
            out += "\\b";
            return;
        case '\f':
            out += "\\f";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        default:
            break;
    }
    if (byte >= 0x80) {
        append_utf8(out, kReplacement);
        return;
    }
    out += "\\u00";
    out += kDigits[byte >> 4U];
    out += kDigits[byte & 15U];
}

}  // namespace

void JsonWriter::separate() {
    if (is_after_value_) out_ += ',';
    is_after_value_ = true;
}

JsonWriter& JsonWriter::begin(char bracket) {
    separate();
    out_ += bracket;
    is_after_value_ = false;
    return *this;
}

JsonWriter& JsonWriter::end(char bracket) {
    out_ += bracket;
    is_after_value_ = true;
    return *this;
}

void JsonWriter::append_quoted(std::string_view text) {
    out_ += '"';
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::size_t plain = plain_length(text, at);
        out_.append(text.substr(at, plain));
        at += plain;
        if (at < text.size()) append_escape(out_, static_cast<unsigned char>(text[at]));
    }
    out_ += '"';
}

JsonWriter& JsonWriter::key(std::string_view name) {
    separate();
    append_quoted(name);
    out_ += ':';
    is_after_value_ = false;
    return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
    separate();
    append_quoted(text);
    return *this;
}

JsonWriter& JsonWriter::value(double number) {
    if (!std::isfinite(number)) return null();
    separate();
    std::array<char, 64> digits{};
    const auto* end = nlohmann::detail::to_chars(digits.data(), digits.data() + digits.size(), number);
    out_.append(std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data())));
    return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t number) {
    separate();
    std::array<char, 24> digits{};
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    out_.append(std::string_view(digits.data(), static_cast<std::size_t>(written.ptr - digits.data())));
    return *this;
}

JsonWriter& JsonWriter::literal(std::string_view word) {
    separate();
    out_ += word;
    return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) { return literal(json); }

}  // namespace kb
