// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/analyzer.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "tests/support/random_text.h"
#include "tests/support/table.h"
#include "tests/support/token_checks.h"

namespace kb::test {
namespace {

std::string shown(const std::vector<Token>& tokens) {
    static constexpr const char* kKinds[] = {"", "/number", "/code", "/email", "/url"};
    std::string text;
    for (const Token& token : tokens) {
        if (!text.empty()) text += ' ';
        text += (token.is_compound ? "+" : "") + token.text + kKinds[static_cast<int>(token.kind)];
    }
    return text;
}

Token only_token(Analyzer& analyzer, std::string_view text) {
    const auto tokens = analyzer.analyze(text);
    REQUIRE(tokens.size() == 1);
    return tokens.front();
}

}  // namespace

TEST_CASE("a text becomes these tokens", "[analyzer]") {
    Analyzer analyzer;
    for (const TableRow& row : read_table("tokens.tsv", 2)) {
        CAPTURE(row.line, row.cells[0]);
        const auto tokens = analyzer.analyze(row.cells[0]);
        CHECK(shown(tokens) == row.cells[1]);
        CHECK(token_fault(row.cells[0], tokens) == "");
    }
    CHECK(analyzer.analyze("").empty());
    CHECK(analyzer.analyze(std::string_view("\0\0", 2)).empty());
}

TEST_CASE("a token's range is the word as it was written", "[analyzer]") {
    Analyzer analyzer;
    const std::string text = "«Сче́т» оплачен через Wi-Fi";
    const auto tokens = analyzer.analyze(text);
    REQUIRE(tokens.size() == 4);
    const char* expected[] = {"Сче́т", "оплачен", "через", "Wi-Fi"};
    for (std::size_t i = 0; i < tokens.size(); ++i)
        CHECK(text.substr(tokens[i].range.begin, tokens[i].range.end - tokens[i].range.begin) == expected[i]);
}

TEST_CASE("a compound and its parts share positions", "[analyzer]") {
    Analyzer analyzer;
    std::vector<std::uint32_t> positions;
    for (const Token& token : analyzer.analyze("цена интернет-магазина ниже 192.168.0.1 сайта"))
        positions.push_back(token.position);
    //        цена | compound интернет магазина | ниже | compound 192 168 0 1 | сайта
    CHECK(positions == std::vector<std::uint32_t>{0, 1, 1, 2, 3, 4, 4, 5, 6, 7, 8});
}

TEST_CASE("abbreviations are not stemmed unless the text shouts", "[analyzer]") {
    Analyzer analyzer;
    CHECK(analyzer.analyze("Ваш ЖЭКА прислал квитанцию")[1].stem == "жэка");
    CHECK(analyzer.analyze("НЕ МОГУ ВОЙТИ В КАБИНЕТЫ")[4].stem == "кабинет");
    CHECK(analyzer.analyze("КАРТЫ")[0].stem == "карт");
}

TEST_CASE("short words, codes and numbers are not stemmed", "[analyzer]") {
    Analyzer analyzer;
    for (const char* word : {"код", "час", "651", "0x80070005", "err-104", "v1.2"}) {
        CAPTURE(word);
        const auto tokens = analyzer.analyze(word);
        CHECK(tokens.front().stem == tokens.front().text);
    }
}

TEST_CASE("words that live in two alphabets share a stem", "[analyzer]") {
    Analyzer analyzer;
    struct Row {
        std::vector<const char*> words;
        const char* stem;
    };
    const Row rows[] = {
        {{"Wi-Fi", "wifi", "вайфай", "вай-фай", "вай-фаем", "ВАЙФАЙ"}, "wifi"},
        {{"e-mail", "email", "имейл", "имейла", "емейлы"}, "email"},
        {{"СМС", "sms", "смска", "смски", "смс-ка"}, "sms"},
        {{"iPhone", "айфон", "айфона", "айфоном"}, "iphone"},
        {{"Android", "андроид", "андроида"}, "android"},
    };
    for (const Row& row : rows) {
        for (const char* word : row.words) {
            CAPTURE(word);
            CHECK(only_token(analyzer, word).stem == row.stem);
        }
    }
}

TEST_CASE("a word's analysis does not depend on what was analysed before", "[analyzer]") {
    Analyzer used;
    for (const TableRow& row : read_table("tokens.tsv", 2)) used.analyze(row.cells[0]);
    for (const TableRow& row : read_table("tokens.tsv", 2)) {
        Analyzer fresh;
        CAPTURE(row.cells[0]);
        CHECK(shown(used.analyze(row.cells[0])) == shown(fresh.analyze(row.cells[0])));
    }
}

TEST_CASE("huge words and huge texts have a bound", "[analyzer]") {
    Analyzer analyzer;
    for (const std::string& piece : {std::string("я"), std::string("a-"), std::string("1."),
                                     std::string("1 000 "), std::string("@"), std::string("\xCC\x81")}) {
        std::string text;
        while (text.size() < 1'000'000) text += piece;
        CAPTURE(piece);
        const auto tokens = analyzer.analyze(text);
        CHECK(token_fault(text, tokens) == "");
        const auto too_long = [](const Token& token) { return token.text.size() > 120; };
        CHECK(std::none_of(tokens.begin(), tokens.end(), too_long));
    }
}

TEST_CASE("any bytes become tokens whose ranges lie inside", "[analyzer][property]") {
    const auto seed = test_seed();
    CAPTURE(seed);
    std::mt19937 random(seed);
    Analyzer analyzer;
    for (int i = 0; i < 4000; ++i) {
        const std::string text = random_text(random, 200);
        const auto fault = token_fault(text, analyzer.analyze(text));
        if (fault.empty()) continue;
        CAPTURE(i, text);
        FAIL(fault);
    }
}

TEST_CASE("hashed tokens are the tokens, only without their letters", "[analyzer][property]") {
    const auto seed = test_seed();
    CAPTURE(seed);
    std::mt19937 random(seed);
    Analyzer analyzer;
    std::vector<std::string> texts;
    for (const TableRow& row : read_table("tokens.tsv", 2)) texts.push_back(row.cells[0]);
    for (int i = 0; i < 2000; ++i) texts.push_back(random_text(random, 200));
    for (const std::string& text : texts) {
        CAPTURE(text);
        const auto tokens = analyzer.analyze(text);
        const auto hashed = analyzer.hash(text);
        REQUIRE(hashed.size() == tokens.size());
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            CHECK(hashed[i].range() == tokens[i].range);
            CHECK(hashed[i].text == word_hash(tokens[i].text));
            CHECK(hashed[i].stem == word_hash(tokens[i].stem));
            CHECK(hashed[i].derived == word_hash(tokens[i].derived));
            CHECK(hashed[i].is_stop_word == tokens[i].is_stop_word);
        }
    }
}

}  // namespace kb::test
