// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/script.h"

#include <catch2/catch.hpp>

namespace kb::test {

TEST_CASE("the alphabet of a word is its letters'", "[script]") {
    CHECK(script_of(U"пароль") == Script::cyrillic);
    CHECK(script_of(U"café") == Script::latin);
    CHECK(script_of(U"пapоль") == Script::mixed);
    CHECK(script_of(U"日本") == Script::other);
    CHECK(script_of(U"日本пароль") == Script::mixed);
    CHECK(script_of(U"0x651") == Script::latin);
    CHECK(script_of(U"651-") == Script::none);
    CHECK(script_of(U"") == Script::none);
}

TEST_CASE("twins are mutual", "[script]") {
    for (char32_t letter = U'а'; letter <= U'я'; ++letter)
        if (const char32_t twin = latin_twin(letter)) CHECK(cyrillic_twin(twin) == letter);
    CHECK(latin_twin(U'щ') == 0);
    CHECK(cyrillic_twin(U'q') == 0);
}

}  // namespace kb::test
