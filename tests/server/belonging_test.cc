// SPDX-License-Identifier: GPL-2.0-or-later
// The coefficients are fitted anew now and then, so only what must hold of any of them stands here.
#include "server/search/belonging.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <string>

#include "indexer/error.h"
#include "server/search/common_words.h"
#include "server/search/confidence_model.h"
#include "stemming/analyzer.h"
#include "tests/support/small_base.h"

namespace kb::test {
namespace {

std::size_t level_of(const std::string& text) {
    Analyzer analyzer;
    const auto tokens = analyzer.analyze(text);
    REQUIRE_FALSE(tokens.empty());
    QuestionWord word;
    word.token = tokens.front();
    word.is_known = true;
    word.readings.push_back({word.token.text, word.token.stem, word.token.derived, 1, Via::stem});
    return commonness_of(word);
}

std::string message_of(const std::string& text) {
    try {
        read_confidence_model(text);
    } catch (const ConfigError& error) {
        return error.what();
    }
    return {};
}

}  // namespace

TEST_CASE("a word is as common as people say it, in any form", "[belonging]") {
    struct Row {
        const char* word;
        std::size_t level;
    };
    const Row rows[] = {
        {"подскажите", 4},    {"как", 4},      {"удалить", 3}, {"удаляю", 3},     {"удаления", 3},
        {"ошибку", 3},        {"паролем", 2},  {"пароли", 2},  {"файлов", 2},     {"password", 2},
        {"телеграм", 2},      {"ипотеки", 1},  {"роутера", 1}, {"плейлисте", 1},  {"сноска", 1},
        {"серендипность", 0}, {"шарлотка", 0}, {"12", 3},      {"0x80070005", 1},
    };
    for (const Row& row : rows) {
        CAPTURE(row.word);
        CHECK(level_of(row.word) == row.level);
    }
}

TEST_CASE("the commoner the word, the larger its usual share", "[belonging]") {
    for (std::size_t level = 1; level < kCommonnessLevels; ++level)
        CHECK(usual_share(level) > usual_share(level - 1));
    CHECK(usual_share(kCommonnessLevels - 1) < 1);
}

TEST_CASE("an unknown word is as common as what it was corrected to", "[belonging]") {
    Analyzer analyzer;
    const auto typed = analyzer.analyze("удолить").front();
    const auto meant = analyzer.analyze("удалить").front();
    QuestionWord word;
    word.token = typed;
    word.readings.push_back({typed.text, typed.stem, typed.derived, 1, Via::stem});
    CHECK(commonness_of(word) == 0);
    word.readings.push_back({meant.text, meant.stem, meant.derived, 0.8, Via::correction});
    CHECK(commonness_of(word) == 3);
}

TEST_CASE("a confidence model is read back as it was written", "[belonging]") {
    ConfidenceModel model;
    model.belonging.coefficients[3] = 0.25;
    model.belonging.constant = -1.5;
    model.rightness.coefficients[ConfidenceFeatures::kCount - 1] = 2;
    const auto back = read_confidence_model(write_confidence_model(model));
    CHECK(back.belonging.coefficients == model.belonging.coefficients);
    CHECK(back.belonging.constant == model.belonging.constant);
    CHECK(back.rightness.coefficients == model.rightness.coefficients);
}

TEST_CASE("what is wrong in a confidence model is named by its line", "[belonging]") {
    CHECK(message_of("belonging\nevidence много\n").find("строка 2") != std::string::npos);
    CHECK(message_of("belonging\nlucky 1\n").find("признака «lucky» нет") != std::string::npos);
    CHECK(message_of("# no part\nevidence 1\n").find("строка 2") != std::string::npos);
    CHECK(message_of("rightness\nevidence 1\n").find("признака «evidence» нет") != std::string::npos);
    CHECK(message_of("rightness\nsaid 1\n").empty());
}

TEST_CASE("every sign and feature has a name of its own, and the shipped model gives it a number",
          "[belonging]") {
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < kSignCount; ++i) {
        CHECK_FALSE(sign_name(i).empty());
        CHECK(names.insert(sign_name(i)).second);
        CHECK(shipped_confidence_model().belonging.coefficients[i] != 0);
    }
    names.clear();
    for (std::size_t i = 0; i < ConfidenceFeatures::kCount; ++i) {
        CHECK(names.insert(confidence_feature_name(i)).second);
        CHECK(shipped_confidence_model().rightness.coefficients[i] != 0);
    }
}

TEST_CASE("whatever is asked, confidence is a number and silence is decided", "[belonging]") {
    std::string long_text;
    for (int i = 0; i < 3000; ++i) long_text += "ошибка роутера ";
    const std::string questions[] = {"",       "не",         "?",      "1 2 3",  "\xff\xfe",
                                     "ыыыыыы", "0x80070005", "и в на", long_text};
    for (const auto& question : questions) {
        CAPTURE(question.substr(0, 40));
        const auto answer = small_base().suggest(question);
        CHECK((answer.verdict == Verdict::none) == answer.suggestions.empty());
        for (const auto& hit : answer.suggestions) CHECK(std::isfinite(hit.confidence));
    }
}

}  // namespace kb::test
