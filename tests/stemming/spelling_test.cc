// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/spelling.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <iterator>
#include <random>
#include <set>

#include "stemming/utf8.h"
#include "tests/support/random_text.h"
#include "tests/support/table.h"

namespace kb::test {
namespace {

// What a provider's base speaks of, with near neighbours of many words.
WordList base_words() {
    std::vector<std::pair<std::string, std::uint32_t>> words{
        {"пароль", 40},     {"пароля", 30},       {"паром", 1},       {"роль", 5},
        {"роутер", 50},     {"роутера", 25},      {"интернет", 90},   {"интерфейс", 6},
        {"доставка", 30},   {"поставка", 3},      {"достав", 1},      {"возврат", 25},
        {"возраст", 2},     {"гарантия", 20},     {"гарантии", 15},   {"приложение", 30},
        {"предложение", 4}, {"подключиться", 12}, {"подключить", 30}, {"регистрация", 14},
        {"абонент", 20},    {"абонемент", 1},     {"скорость", 33},   {"настройка", 28},
        {"настройки", 26},  {"приставка", 17},    {"подставка", 2},   {"электронный", 9},
        {"password", 3},    {"router", 4},        {"кот", 1},         {"код", 22},
        {"ip651", 1},       {"mayak.example", 1}};
    std::sort(words.begin(), words.end());
    WordList list;
    for (const auto& [word, articles] : words) list.add(word, articles);
    return list;
}

}  // namespace

TEST_CASE("the word meant is the first correction", "[spelling]") {
    const WordList words = base_words();
    const SpellingIndex spelling(words);
    for (const TableRow& row : read_table("typos.tsv", 2)) {
        CAPTURE(row.line, row.cells[0]);
        const auto corrections = spelling.correct(row.cells[0], 3);
        REQUIRE_FALSE(corrections.empty());
        CHECK(corrections.front().word == row.cells[1]);
        CHECK(corrections.front().cost > 0);
        CHECK(corrections.front().cost <= 2);
        CHECK(corrections.front().articles == words.articles_with(row.cells[1]));
    }
}

TEST_CASE("a word of the list is its own first correction", "[spelling]") {
    const WordList words = base_words();
    const SpellingIndex spelling(words);
    const auto corrections = spelling.correct("пароль", 5);
    REQUIRE_FALSE(corrections.empty());
    CHECK(corrections.front().word == "пароль");
    CHECK(corrections.front().cost == 0);
}

TEST_CASE("what cannot be corrected gets nothing", "[spelling]") {
    const WordList words = base_words();
    const SpellingIndex spelling(words);
    for (const char* word :
         {"", "кд", "ктд", "борщ", "ip652", "электроэнергия", "абракадабра", "\xFF\xFF\xFF\xFF"}) {
        CAPTURE(word);
        CHECK(spelling.correct(word, 3).empty());
    }
    CHECK(spelling.correct("пороль", 0).empty());
    CHECK(spelling.correct("роутерр", 2).size() == 2);
    for (const Correction& correction : spelling.correct("ip65l", 5)) CHECK(correction.word != "ip651");
}

TEST_CASE("an empty list corrects nothing", "[spelling]") {
    const WordList none;
    CHECK(SpellingIndex(none).correct("пороль", 3).empty());
}

namespace {

// What a look at every word finds, by the same distance: the rules of spelling.cc without its shortcuts.
std::vector<std::string> found_by_scan(const WordList& words, const std::u32string& typed) {
    std::basic_string<LetterCode> asked;
    for (const char32_t letter : typed) asked.push_back(code_of(letter));
    const std::size_t edits = typed.size() >= 7 ? 2 : 1;
    const int bound = edits == 2 ? 34 : 20;
    std::vector<std::string> found;
    for (WordList::Id id = 0; id < words.size(); ++id) {
        const auto letters = to_utf32(words.word(id));
        if (letters.size() + edits < typed.size() || letters.size() > typed.size() + edits) continue;
        std::set<char32_t> differing;
        std::basic_string<LetterCode> codes;
        for (const char32_t letter : letters) codes.push_back(code_of(letter));
        const std::set<char32_t> mine(typed.begin(), typed.end()), its(letters.begin(), letters.end());
        std::set_symmetric_difference(mine.begin(), mine.end(), its.begin(), its.end(),
                                      std::inserter(differing, differing.end()));
        const bool begins_alike = replacement_cost(asked[0], codes[0]) <= kSoundAlikeCost;
        if (differing.size() <= 2 * edits &&
            typing_distance(asked, codes, bound) <= (begins_alike ? bound : 17))
            found.emplace_back(words.word(id));
    }
    return found;
}

std::u32string random_word(std::mt19937& random) {
    std::u32string word;
    const std::size_t size = 3 + random() % 7;
    while (word.size() < size) word.push_back(std::u32string_view(U"апокрь")[random() % 6]);
    return word;
}

}  // namespace

TEST_CASE("the index finds what a look at every word finds", "[spelling][property]") {
    const auto seed = test_seed();
    CAPTURE(seed);
    std::mt19937 random(seed);
    std::set<std::string> sorted;
    while (sorted.size() < 3000) sorted.insert(to_utf8(random_word(random)));
    WordList words;
    for (const auto& word : sorted) words.add(word, 1);
    const SpellingIndex spelling(words);
    for (int i = 0; i < 200; ++i) {
        const auto typed = random_word(random);
        if (typed.size() < 4 || typed.front() == U'ь' || typed[1] == U'ь') continue;
        CAPTURE(to_utf8(typed));
        std::vector<std::string> found;
        for (const auto& correction : spelling.correct(to_utf8(typed), words.size()))
            if (correction.word.compare(0, 2, "ь") != 0) found.push_back(correction.word);
        std::sort(found.begin(), found.end());
        auto expected = found_by_scan(words, typed);
        std::erase_if(expected, [](const auto& word) { return word.compare(0, 2, "ь") == 0; });
        REQUIRE(found == expected);
    }
}

TEST_CASE("any bytes may be asked about", "[spelling][property]") {
    const auto seed = test_seed();
    CAPTURE(seed);
    std::mt19937 random(seed);
    const WordList words = base_words();
    const SpellingIndex spelling(words);
    for (int i = 0; i < 3000; ++i)
        for (const Correction& correction : spelling.correct(random_text(random, 70), 3))
            REQUIRE(words.articles_with(correction.word) > 0);
}

}  // namespace kb::test
