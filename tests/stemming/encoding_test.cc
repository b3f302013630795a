// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/encoding.h"

#include <catch2/catch.hpp>
#include <string>

namespace kb::test {

TEST_CASE("the encoding of a text is told by its bytes", "[encoding]") {
    struct Row {
        const char* name;
        std::string bytes;
        Encoding encoding;
        const char* text;
    };
    const Row rows[] = {
        {"ASCII", "abc", Encoding::utf8, "abc"},
        {"UTF-8", "пароль", Encoding::utf8, "пароль"},
        {"UTF-8 with BOM", "\xEF\xBB\xBFпароль", Encoding::utf8, "пароль"},
        {"windows-1251", "\xCF\xE0\xF0\xEE\xEB\xFC \xED\xE5 \xEF\xEE\xE4\xF5\xEE\xE4\xE8\xF2",
         Encoding::windows1251, "Пароль не подходит"},
        {"koi8-r", "\xF0\xC1\xD2\xCF\xCC\xD8 \xCE\xC5 \xD0\xCF\xC4\xC8\xCF\xC4\xC9\xD4", Encoding::koi8r,
         "Пароль не подходит"},
        {"UTF-16LE", std::string("\xFF\xFE\x34\x04\x30\x04", 6), Encoding::utf16le, "да"},
        {"UTF-16BE", std::string("\xFE\xFF\x04\x34\x04\x30", 6), Encoding::utf16be, "да"},
        {"UTF-16LE, odd and torn", std::string("\xFF\xFE\x34\x04\x00\xD8\x30", 7), Encoding::utf16le,
         "д\uFFFD"},
        {"empty", "", Encoding::utf8, ""},
        {"one broken byte", "много слов\xFF", Encoding::utf8, "много слов\uFFFD"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        const DecodedText decoded = decode_text(row.bytes);
        CHECK(encoding_name(decoded.encoding) == std::string(encoding_name(row.encoding)));
        CHECK(decoded.text == row.text);
    }
    CHECK(decode_text("много слов\xFF").broken_bytes == 1);
}

}  // namespace kb::test
