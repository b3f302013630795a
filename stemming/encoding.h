// SPDX-License-Identifier: GPL-2.0-or-later
// From the bytes of a file in any usual Russian encoding to UTF-8. Never fails.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kb {

enum class Encoding : std::uint8_t { utf8, utf16le, utf16be, windows1251, koi8r };

const char* encoding_name(Encoding encoding);  // "UTF-8", "windows-1251" …

struct DecodedText {
    std::string text;  // valid UTF-8 without BOM; line ends are left as they were
    Encoding encoding = Encoding::utf8;
    int broken_bytes = 0;  // how many bytes of UTF-8 text became U+FFFD
};

// UTF-16 is known by its BOM, windows-1251 and koi8-r by which Russian letters the bytes would be.
DecodedText decode_text(std::string_view bytes);

}  // namespace kb
