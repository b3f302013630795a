// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/informal_latin.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "stemming/transliterate.h"

namespace kb::test {

TEST_CASE("the same seed gives the same manner, another seed others", "[informal_latin]") {
    CHECK(to_informal_latin("Хочу щётку", 1) == to_informal_latin("Хочу щётку", 1));
    std::set<std::string> manners;
    for (std::uint64_t seed = 0; seed < 40; ++seed) manners.insert(to_informal_latin("щека", seed));
    CHECK(manners == std::set<std::string>{"shcheka", "scheka", "w'eka"});
    CHECK(to_informal_latin("Wi-Fi 5 ГГц", 3).starts_with("Wi-Fi 5 GG"));
    CHECK(to_informal_latin("", 1).empty());
}

TEST_CASE("every manner of a word is read back", "[informal_latin][transliterate]") {
    for (const char* word :
         {"приходит", "жалоба", "шапка", "чехол", "цена", "хочу", "быстрый", "юбка", "ящик"}) {
        for (std::uint64_t seed = 0; seed < 30; ++seed) {
            const auto typed = to_informal_latin(word, seed);
            CAPTURE(word, typed);
            const auto guesses = from_translit(typed, 48);
            CHECK(std::find(guesses.begin(), guesses.end(), word) != guesses.end());
        }
    }
}

}  // namespace kb::test
