// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/keyboard_layout.h"

#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr std::u32string_view kEnglish =
    U"`qwertyuiop[]asdfghjkl;'zxcvbnm,./~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?@#$^&|";
constexpr std::u32string_view kRussian =
    U"ёйцукенгшщзхъфывапролджэячсмитьбю.ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,\"№;:?/";
static_assert(kEnglish.size() == kRussian.size());

std::string convert(std::string_view text, std::u32string_view from, std::u32string_view to) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto point = decode_at(text, at);
        at += point.bytes;
        const auto key = from.find(point.value);
        append_utf8(out, key == std::u32string_view::npos ? point.value : to[key]);
    }
    return out;
}

}  // namespace

std::string to_russian_layout(std::string_view text) { return convert(text, kEnglish, kRussian); }
std::string to_english_layout(std::string_view text) { return convert(text, kRussian, kEnglish); }

}  // namespace kb
