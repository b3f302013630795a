// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/json_writer.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

#include "stemming/utf8.h"

namespace kb {

namespace {

// Nearly all that is written is Cyrillic letters and ASCII, mixed, so sixteen bytes are looked at together.
constexpr std::size_t kAtOnce = 16;

using Sixteen [[gnu::vector_size(kAtOnce)]] = unsigned char;

// Whether sixteen bytes, the first of which begins a character, are whole characters of one or two bytes that
// need no escape; the last may be half of one.
bool are_plain(const unsigned char* bytes) {
    Sixteen now;
    std::memcpy(&now, bytes, kAtOnce);
    const auto before = __builtin_shufflevector(Sixteen{}, now, 0, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
                                                27, 28, 29, 30);  // of each byte the one before it
    const auto is_special = (now < 0x20) | (now == '"') | (now == '\\');
    const auto is_rare = (now >= 0xE0) | (now == 0xC0) | (now == 0xC1);
    const auto is_inner = (now >= 0x80) & (now < 0xC0);
    const auto odd =
        is_special | is_rare | (is_inner ^ (before >= 0xC2));  // a lead has an inner byte behind it
    std::array<std::uint64_t, 2> halves{};
    std::memcpy(halves.data(), &odd, sizeof odd);
    return (halves[0] | halves[1]) == 0;
}

// How many bytes from `at` on need no escape and are whole characters.
std::size_t plain_length(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size()) {
        const std::size_t left = text.size() - end;
        if (left >= kAtOnce) {
            const auto* bytes = reinterpret_cast<const unsigned char*>(text.data()) + end;
            if (are_plain(bytes)) {  // half a character is looked at again
                end += bytes[kAtOnce - 1] < 0xC2 ? kAtOnce : kAtOnce - 1;
                continue;
            }
        } else if (left > 1) {
            std::array<unsigned char, kAtOnce> bytes;  // NOLINT: filled in the next line
            bytes.fill(' ');
            std::memcpy(bytes.data(), text.data() + end, left);
            if (are_plain(bytes.data())) return text.size() - at;
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

JsonWriter& JsonWriter::key(std::string_view name) {
    if (is_after_value_) out_ += ',';
    out_ += '"';
    out_ += name;
    out_ += "\":";
    is_after_value_ = false;
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
