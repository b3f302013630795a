// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/transliterate.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "stemming/edit_distance.h"
#include "tests/support/table.h"

namespace kb::test {

// A soft sign is lost in Latin letters; spelling gives it back, so one edit is near enough.
TEST_CASE("the Russian word is among the guesses", "[transliterate]") {
    for (const TableRow& row : read_table("translit.tsv", 2)) {
        CAPTURE(row.line, row.cells[0]);
        const auto guesses = from_translit(row.cells[0], 8);
        REQUIRE_FALSE(guesses.empty());
        CHECK(guesses.size() <= 8);
        CHECK(std::any_of(guesses.begin(), guesses.end(), [&](const std::string& guess) {
            return edit_distance(std::string_view(guess), std::string_view(row.cells[1]), 1) <= 1;
        }));
    }
}

TEST_CASE("what is not Latin has no guesses", "[transliterate]") {
    for (const char* word : {"", "пароль", "wi-fi", "abc1", "café", "x y"}) {
        CAPTURE(word);
        CHECK(from_translit(word, 8).empty());
    }
    CHECK(from_translit(std::string(41, 'a'), 8).empty());
    CHECK(from_translit("parol", 0).empty());
    CHECK(from_translit(std::string(40, 's'), 3).size() == 3);
}

TEST_CASE("Latin letters for addresses", "[transliterate]") {
    CHECK(to_latin("Щётка") == "shchetka");
    CHECK(to_latin("Подъезд №5, Wi-Fi") == "podezd №5, wi-fi");
    CHECK(to_latin("ОБЪЯВЛЕНИЕ") == "obyavlenie");
    CHECK(to_latin("").empty());
}

}  // namespace kb::test
