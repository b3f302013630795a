// SPDX-License-Identifier: GPL-2.0-or-later
// Bytes that are not UTF-8 are most often windows-1251, sometimes koi8-r, and sometimes UTF-8 with a few
// bytes damaged. «привет» is EF F0 E8 E2 E5 F2 in windows-1251 and D0 D2 C9 D7 C5 D4 in koi8-r: both put
// Russian letters at C0–FF, but koi8-r keeps small letters where windows-1251 has capitals. Text is mostly
// small letters, so each reading is scored by its frequent small ones («о», «е», «а», «и», «н», «т») and the
// better one wins. What it gets wrong: a koi8-r text in capitals.
#include "stemming/encoding.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <memory>

#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view kUtf16LeMark = "\xFF\xFE";
constexpr std::string_view kUtf16BeMark = "\xFE\xFF";

// «оеаинтср» in each encoding.
constexpr std::string_view kFrequent1251 = "\xEE\xE5\xE0\xE8\xED\xF2\xF1\xF0";
constexpr std::string_view kFrequentKoi8 = "\xCF\xC5\xC1\xC9\xCE\xD4\xD3\xD2";

// Converts with ICU's converter of that name; a byte without meaning becomes U+FFFD.
std::string convert(const char* name, std::string_view bytes) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, void (*)(UConverter*)> converter(ucnv_open(name, &status), ucnv_close);
    if (U_FAILURE(status)) return valid_utf8(bytes);
    const auto size = static_cast<std::int32_t>(bytes.size());
    std::u16string wide(bytes.size() + 1, u'\0');
    const std::int32_t length = ucnv_toUChars(
        converter.get(), wide.data(), static_cast<std::int32_t>(wide.size()), bytes.data(), size, &status);
    if (U_FAILURE(status)) return valid_utf8(bytes);
    std::string text;
    text.reserve(bytes.size() * 2);
    for (std::int32_t i = 0; i < length;) {
        UChar32 c = 0;
        U16_NEXT(wide, i, length, c);
        append_utf8(text, U_IS_SURROGATE(c) ? kReplacement : static_cast<char32_t>(c));
    }
    return text;
}

int count_of(std::string_view letters, std::string_view bytes) {
    return static_cast<int>(std::count_if(bytes.begin(), bytes.end(),
                                          [&](char c) { return letters.find(c) != std::string_view::npos; }));
}

struct Utf8Tally {
    int good = 0;    // code points of two bytes and more
    int broken = 0;  // bytes
};

Utf8Tally tally(std::string_view bytes) {
    Utf8Tally tally;
    for (std::size_t at = 0; at < bytes.size();) {
        const CodePoint point = decode_at(bytes, at);
        if (point.bytes > 1) {
            ++tally.good;
        } else if (point.value == kReplacement) {
            ++tally.broken;
        }
        at += point.bytes;
    }
    return tally;
}

}  // namespace

const char* encoding_name(Encoding encoding) {
    switch (encoding) {
        case Encoding::utf8:
            return "UTF-8";
        case Encoding::utf16le:
            return "UTF-16LE";
        case Encoding::utf16be:
            return "UTF-16BE";
        case Encoding::windows1251:
            return "windows-1251";
        case Encoding::koi8r:
            return "KOI8-R";
    }
    return "UTF-8";
}

DecodedText decode_text(std::string_view bytes) {
    if (bytes.starts_with(kUtf8Mark)) bytes.remove_prefix(kUtf8Mark.size());
    if (bytes.starts_with(kUtf16LeMark)) return {convert("UTF-16LE", bytes.substr(2)), Encoding::utf16le, 0};
    if (bytes.starts_with(kUtf16BeMark)) return {convert("UTF-16BE", bytes.substr(2)), Encoding::utf16be, 0};
    if (is_valid_utf8(bytes)) return {std::string(bytes), Encoding::utf8, 0};
    const Utf8Tally found = tally(bytes);
    if (found.good >= 2 * found.broken) return {valid_utf8(bytes), Encoding::utf8, found.broken};
    const bool is_koi8 = count_of(kFrequentKoi8, bytes) > count_of(kFrequent1251, bytes);
    const Encoding encoding = is_koi8 ? Encoding::koi8r : Encoding::windows1251;
    return {convert(encoding_name(encoding), bytes), encoding, 0};
}

}  // namespace kb
