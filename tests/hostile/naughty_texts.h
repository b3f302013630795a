// SPDX-License-Identifier: GPL-2.0-or-later
// Texts that break programs: broken UTF-8, letters that are not what they seem, and too much of everything.
#pragma once

#include <string>
#include <vector>

namespace kb::test {

inline std::string repeated(const std::string& piece, std::size_t count) {
    std::string text;
    text.reserve(piece.size() * count);
    for (std::size_t i = 0; i < count; ++i) text += piece;
    return text;
}

// clang-format off
inline std::vector<std::string> naughty_texts() {
    using namespace std::string_literals;
    return {
        // Broken UTF-8: lone surrogates, overlong forms, cut and stray bytes, beyond the last code point.
        "\xED\xA0\x80"s, "\xED\xBF\xBF"s, "а\xED\xA0\xBD\xED\xB8\x80б"s, "\xC0\xAF"s, "\xE0\x80\xAF"s,
        "\xF0\x80\x80\xAF"s, "\xC1\xBF"s, "\xF8\x88\x80\x80\x80"s, "\xFC\x84\x80\x80\x80\x80"s, "\xF4\x90\x80\x80"s,
        "\xD0"s, "пароль\xD1"s, "\x80\xBF"s, "\xFE\xFF"s, "\xFF\xFE\x1F\x04"s, "\xF0\x9F\x98"s, "\xE2\x82"s,
        // Zero, controls, line ends in all alphabets, byte order marks, noncharacters.
        "\0"s, "а\0б"s, "\x01\x02\x1B[31m\x7F"s, "а\rб\r\nв\nг"s, "а\x0B\x0Cб"s, "а\u0085б"s, "а\u2028б\u2029в"s,
        "\uFEFFпароль"s, "па\uFEFFроль"s, "\uFFFE\uFFFF"s, "\U0010FFFF\U000FFFFE"s, "\uFFFD"s, "\uE000\uF8FF"s,
        // The same letter in other ways: NFD, look-alikes, full width, ligatures, maths, small capitals.
        "й\u0306 и\u0306 е\u0308"s, "cчёт сч\u0435\u0308т"s, "pоутер рoутеp"s, "Ｗｉ－Ｆｉ ｐａｒｏｌ"s, "ﬁle ﬄ ﷺ"s,
        "𝐩𝐚𝐫𝐨𝐥 𝕨𝕚𝕗𝕚"s, "İıŞşẞß ΣΣς"s, "ǅ Ǆ ǆ"s, "Å Å Å"s, "½ ² ① Ⅷ"s, "ᵖᵃʳᵒˡ"s,
        // Direction, joiners, invisible letters, tags, variation selectors.
        "\u202Eьлорап\u202C"s, "\u2066а\u2067ב\u2068ج\u2069"s, "\u200Fпароль\u200E"s, "па\u200Bр\u200Cо\u200Dл\u2060ь"s,
        "п\u00ADа\u00ADр"s, "\u034F\u180E\u3164\uFFA0"s, "\U000E0041\U000E007F"s, "❤️ ❤\uFE0E"s, "مرحبا שלום"s,
        "👨‍👩‍👧‍👦 🏳️‍🌈 🇷🇺🇷 👍🏿"s, "日本語テキスト 한국어 ภาษาไทย"s, "Z̸̧͎̪͛̀a̶͔͐l̵̰̆g̴̢̈o̷̫͝"s,
        // Other people's languages: pages, shells, queries, formats, paths.
        "<script>alert(1)</script>"s, "\"><img src=x onerror=alert(1)>"s, "'; DROP TABLE votes; --"s, "{{name}} {{{name}}} {{> x}}"s,
        "%s%s%n%x"s, "$(reboot) `reboot` ; reboot |"s, "../../etc/passwd"s, "..\\..\\windows\\win.ini"s, "file:///etc/passwd"s,
        "CON"s, "a.md/../b"s, "//evil.example/x"s, "/\\evil.example"s, "javascript:alert(1)"s, "\\"s, "\\u0000\\ud800"s,
        "%00%0d%0aSet-Cookie:x=1"s, "%"s, "%zz%C3"s, "+&=;#?"s, "- - -"s, "---"s, "***"s, "!!binary aGk="s, "*a &a"s, "null"s,
        "true"s, "1e999"s, "-0"s, "NaN"s, "0x7fffffff"s, "99999999999999999999999"s, " "s, "\t"s, "."s, "«»"s, "''"s, "\"\""s,
        "[a](javascript:1)"s, "|||"s, "AND OR NOT NEAR"s, "title:*"s, "*"s, "?"s, "~1"s, "(((((("s, "a\"b\"c\""s,
        // Too much.
        "е" + repeated("\u0301", 10'000), repeated("\u0301", 300), repeated("а", 500), repeated("а ", 400), repeated("\xFF", 900),
        repeated("👍", 250), repeated("\u202E", 500), repeated("а-", 480), repeated("1.", 480), repeated("%", 900),
        repeated("слово", 100'000), repeated("x", 1'000'000),
    };
}
// clang-format on

}  // namespace kb::test
