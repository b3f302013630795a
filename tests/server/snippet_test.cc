// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/snippet.h"

#include <catch2/catch.hpp>
#include <random>

#include "tests/support/random_text.h"
#include "tests/support/table.h"
#include "tests/support/token_checks.h"

namespace kb::test {
namespace {

// The words of `text`, each read as itself.
Question question_of(std::string_view text, Analyzer& analyzer) {
    Question question;
    for (const Token& token : analyzer.analyze(text)) {
        QuestionWord word;
        word.raw = std::string(text.substr(token.range.begin, token.range.end - token.range.begin));
        word.token = token;
        word.readings.push_back({token.text, token.stem, token.derived, 1, Via::stem});
        question.words.push_back(std::move(word));
    }
    return question;
}

std::string marked(const std::string& text, const std::vector<ByteRange>& marks) {
    std::string out;
    std::size_t at = 0;
    for (const ByteRange& mark : marks) {
        out += text.substr(at, mark.begin - at) + "[" + text.substr(mark.begin, mark.end - mark.begin) + "]";
        at = mark.end;
    }
    return out + text.substr(at);
}

// What searcher.h promises of a snippet; empty: it holds.
std::string snippet_fault(const Snippet& snippet) {
    if (count_code_points(snippet.text) > kSnippetCharacters) return "too long";
    const auto begins = letter_begins(snippet.text);
    std::size_t end = 0;
    for (const ByteRange& mark : snippet.marks) {
        if (!is_range_of(mark, begins)) return "a mark cuts a letter or lies outside";
        if (mark.begin < end) return "marks overlap or go back";
        end = mark.end;
    }
    return "";
}

}  // namespace

TEST_CASE("the words of the question are marked exactly where they stand", "[snippet]") {
    TextTools tools;
    for (const TableRow& row : read_table("snippets.tsv", 3)) {
        CAPTURE(row.line, row.cells[0], row.cells[1]);
        const Question question = question_of(row.cells[0], tools.analyzer);
        const Snippet snippet = best_snippet(row.cells[1], WordMatcher(question), tools);
        CHECK(marked(snippet.text, snippet.marks) == row.cells[2]);
        CHECK(snippet_fault(snippet).empty());
    }
}

TEST_CASE("a long sentence is cut at words around its densest part", "[snippet]") {
    TextTools tools;
    std::string text;
    for (int i = 0; i < 100; ++i) text += i == 60 ? "пароль от кабинета " : "слово за словом ";
    const Question question = question_of("пароль кабинет", tools.analyzer);
    const Snippet snippet = best_snippet(text, WordMatcher(question), tools);
    CHECK(snippet.text.starts_with("…пароль от кабинета слово"));
    CHECK(snippet.text.ends_with("…"));
    CHECK(snippet.marks.size() == 2);
    CHECK(snippet_fault(snippet).empty());
}

TEST_CASE("a word longer than a snippet is cut, and not marked", "[snippet]") {
    TextTools tools;
    const std::string text(5000, 'a');
    const Question question = question_of("пароль", tools.analyzer);
    const Snippet snippet = best_snippet(text, WordMatcher(question), tools);
    CHECK(count_code_points(snippet.text) <= kSnippetCharacters);
    CHECK(snippet.marks.empty());
}

TEST_CASE("an empty text has an empty snippet", "[snippet]") {
    TextTools tools;
    const WordMatcher matcher(question_of("пароль", tools.analyzer));
    CHECK(best_snippet("", matcher, tools).text.empty());
    CHECK(best_snippet(" \n\t", matcher, tools).text.empty());
    CHECK(marks_in("", matcher, tools).empty());
}

TEST_CASE("each word met is explained once, by its nearest form", "[snippet]") {
    TextTools tools;
    const Question question = question_of("настройка роутера борщ", tools.analyzer);
    const WordMatcher matcher(question);
    const auto matches = explain_matches(
        question, matcher, {analyzed("Настроить роутер", tools), analyzed("настройки роутера", tools)});
    REQUIRE(matches.size() == 2);
    CHECK(matches[0].word == "настройка");
    CHECK(matches[0].matched == "настройки");
    CHECK(matches[0].via == Via::stem);
    CHECK(matches[1].matched == "роутера");
    CHECK(matches[1].via == Via::exact);
}

TEST_CASE("any text has a snippet whose marks lie on letters", "[snippet][property]") {
    const auto seed = test_seed();
    CAPTURE(seed);
    std::mt19937 random(seed);
    TextTools tools;
    const Question question = question_of("пароль wi-fi 1500 не счет й", tools.analyzer);
    const WordMatcher matcher(question);
    for (int i = 0; i < 3000; ++i) {
        const std::string text = random_text(random, 900);
        CAPTURE(i, text);
        const Snippet snippet = best_snippet(text, matcher, tools);
        if (const auto fault = snippet_fault(snippet); !fault.empty()) FAIL(fault);
        const std::string good = valid_utf8(text);
        const Snippet of_good = best_snippet(good, matcher, tools);
        if (!is_valid_utf8(of_good.text)) FAIL("broken UTF-8");
        if (const auto fault = snippet_fault(of_good); !fault.empty()) FAIL(fault);
        AnalyzedText kept = analyzed(text, tools);
        kept.sentences = sentences_of(text, tools);
        const Snippet of_kept = best_snippet(kept, matcher, tools);
        if (of_kept.text != snippet.text || of_kept.marks != snippet.marks)
            FAIL("kept sentences cut otherwise");
    }
}

}  // namespace kb::test
