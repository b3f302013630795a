// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/utf8.h"

#include <catch2/catch.hpp>

namespace kb::test {

TEST_CASE("each byte that begins nothing valid is one U+FFFD", "[utf8]") {
    struct Row {
        const char* name;
        std::string bytes;
        std::u32string letters;
    };
    const Row rows[] = {
        {"ASCII", "abc", U"abc"},
        {"Cyrillic", "пёс", U"пёс"},
        {"four bytes", "😀", U"😀"},
        {"NUL", std::string("a\0b", 3), std::u32string(U"a\0b", 3)},
        {"lone continuation", "\x80я", U"\uFFFDя"},
        {"cut at the end", "я\xD0", U"я\uFFFD"},
        {"cut four-byte letter", "\xF0\x9F\x98z", U"\uFFFD\uFFFD\uFFFDz"},
        {"overlong slash", "\xC0\xAF", U"\uFFFD\uFFFD"},
        {"surrogate", "\xED\xA0\x80", U"\uFFFD\uFFFD\uFFFD"},
        {"above U+10FFFF", "\xF4\x90\x80\x80", U"\uFFFD\uFFFD\uFFFD\uFFFD"},
        {"a real U+FFFD", "\uFFFD", U"\uFFFD"},
        {"empty", "", U""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        CHECK(to_utf32(row.bytes) == row.letters);
        CHECK(valid_utf8(row.bytes) == to_utf8(row.letters));
        CHECK(is_valid_utf8(row.bytes) == (valid_utf8(row.bytes) == row.bytes));
        CHECK(count_code_points(row.bytes) == row.letters.size());
    }
}

TEST_CASE("a beginning never cuts a letter", "[utf8]") {
    CHECK(first_code_points("пароль", 3) == "пар");
    CHECK(first_code_points("a😀b", 2) == "a😀");
    CHECK(first_code_points("да", 9) == "да");
    CHECK(first_code_points("да", 0).empty());
    CHECK(first_code_points("\xD0\xD0", 1) == "\xD0");
}

TEST_CASE("lower case is Unicode's", "[utf8]") {
    CHECK(lower("ПАРОЛЬ Ёж WiFi 1С") == "пароль ёж wifi 1с");
    CHECK(lower("\xFFЯ") == "\uFFFDя");
}

TEST_CASE("what is no code point is written as U+FFFD", "[utf8]") {
    std::string out;
    append_utf8(out, 0xD800);
    append_utf8(out, 0x110000);
    append_utf8(out, U'я');
    CHECK(out == "\uFFFD\uFFFDя");
}

}  // namespace kb::test
