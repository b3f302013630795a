// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/word_list.h"

#include <catch2/catch.hpp>

namespace kb::test {

TEST_CASE("words are found by themselves and by their beginnings", "[word_list]") {
    WordList words;
    for (const char* word : {"router", "вход", "входить", "выход", "яблоко"})
        words.add(word, static_cast<std::uint32_t>(std::string_view(word).size()));
    CHECK(words.size() == 5);
    CHECK(words.word(1) == "вход");
    CHECK(words.articles_with("вход") == 8);
    CHECK(words.articles_with("вхо") == 0);
    CHECK(words.articles_with("входя") == 0);
    CHECK(words.articles_with("") == 0);
    CHECK(words.articles_with("яя") == 0);
    using Ids = std::pair<WordList::Id, WordList::Id>;
    CHECK(words.with_prefix("вход") == Ids{1, 3});
    CHECK(words.with_prefix("в") == Ids{1, 4});
    CHECK(words.with_prefix("") == Ids{0, 5});
    CHECK(words.with_prefix("ж") == Ids{4, 4});
    CHECK(words.with_prefix("яблоко") == Ids{4, 5});
}

TEST_CASE("an empty list knows nothing", "[word_list]") {
    const WordList words;
    CHECK(words.size() == 0);
    CHECK(words.articles_with("вход") == 0);
    CHECK(words.with_prefix("в").first == words.with_prefix("в").second);
}

}  // namespace kb::test
