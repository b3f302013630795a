// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/protected_words.h"

#include <catch2/catch.hpp>

#include "stemming/analyzer.h"

namespace kb::test {

TEST_CASE("the words of all protect lines are read, folded", "[protected_words]") {
    const auto words = parse_protected_words(
        "\xEF\xBB\xBFprotect: Лайка, ВЕСТИ\r\nновости = вести\n# protect: Нет\n  protect: Счёт-Фактура # "
        "да\n");
    REQUIRE(words);
    CHECK(*words == std::set<std::string, std::less<>>{"вести", "лайка", "счетфактура"});
    CHECK(format_words(words) == "вести\nлайка\nсчетфактура\n");
    CHECK(same_words(parse_words(format_words(words)), words));
    CHECK(parse_protected_words("новости = вести\n") == nullptr);
    CHECK(parse_words("") == nullptr);
    CHECK_FALSE(same_words(words, nullptr));
}

TEST_CASE("a protected word is its own stem and derived form, its other forms are not", "[protected_words]") {
    Analyzer analyzer;
    const Token before = analyzer.analyze("Вести").at(0);
    REQUIRE(before.stem != "вести");
    analyzer.protect(parse_protected_words("protect: Вести, Гугл\n"));
    const Token token = analyzer.analyze("ВЕСТИ").at(0);
    CHECK(token.stem == "вести");
    CHECK(token.derived == "вести");
    CHECK(analyzer.analyze("вестей").at(0).stem != "вести");
    CHECK(analyzer.analyze("Гугл").at(0).stem == "гугл");  // protection goes before the table of loan words
    analyzer.protect(nullptr);
    CHECK(analyzer.analyze("Вести").at(0).stem == before.stem);
}

}  // namespace kb::test
