// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/segment.h"

#include <catch2/catch.hpp>
#include <random>

#include "tests/support/random_text.h"
#include "tests/support/table.h"
#include "tests/support/token_checks.h"

namespace kb::test {
namespace {

// Sentences must cover the text without gaps, each from a letter to a letter.
bool covers(std::string_view text, const std::vector<ByteRange>& sentences) {
    const auto begins = letter_begins(text);
    std::size_t end = 0;
    for (const ByteRange& sentence : sentences) {
        if (sentence.begin != end || !is_range_of(sentence, begins)) return false;
        end = sentence.end;
    }
    return end == text.size();
}

}  // namespace

TEST_CASE("sentences end where people end them", "[segment]") {
    Segmenter segmenter;
    for (const TableRow& row : read_table("sentences.tsv", 1)) {
        CAPTURE(row.line, row.cells[0]);
        std::string text;
        for (const char c : row.cells[0])
            if (c != '|') text += c;
        std::string cut;
        for (const ByteRange& sentence : segmenter.sentences(text)) {
            if (sentence.begin > 0) cut += '|';
            cut += text.substr(sentence.begin, sentence.end - sentence.begin);
        }
        CHECK(cut == row.cells[0]);
    }
}

TEST_CASE("sentences cover any text, words lie inside and in order", "[segment][property]") {
    const auto seed = test_seed();
    CAPTURE(seed);
    std::mt19937 random(seed);
    Segmenter segmenter;
    std::vector<RawWord> words;
    for (int i = 0; i < 2000; ++i) {
        const std::string text = random_text(random, 200);
        CAPTURE(i, text);
        if (!covers(text, segmenter.sentences(text))) FAIL("sentences leave a gap");
        const auto begins = letter_begins(text);
        segmenter.words(text, words);
        std::size_t end = 0;
        for (const RawWord& word : words) {
            if (!is_range_of(word.range, begins) || word.range.begin < end)
                FAIL("a word lies outside or overlaps");
            end = word.range.end;
            if (word.parts.empty()) continue;
            if (word.parts.front().begin != word.range.begin || word.parts.back().end != word.range.end)
                FAIL("parts do not span their word");
        }
    }
}

TEST_CASE("lines that are one sentence without ICU are one with it", "[segment][property]") {
    // clang-format off
    static constexpr const char* kLetters[] = {
        "а", "Б", "ё", "z", "Q", "1", ",", ".", ":", ";", "’", "_", "-", "\"", "«", "»", "—", "…", "“", "”", "№", "→", "₽", "!", "?",
        " ", " ", " ", "\n", "\r", "\t", "\u00A0", "\u0085", "\u2028", "\u203C", "。", "\xFF", "\xD0", "\xC2", "É", "ђ"};
    // clang-format on
    const auto seed = test_seed();
    CAPTURE(seed);
    std::mt19937 random(seed);
    Segmenter segmenter;
    std::size_t whole = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::string text;
        const auto plain = random() % 2 == 0 ? std::size(kLetters) : std::size_t{22};
        for (auto left = 1 + random() % 12; left > 0; --left) text += kLetters[random() % plain];
        if (random() % 3 == 0) text += '\n';
        CAPTURE(i, text);
        const auto found = segmenter.sentences(text);
        REQUIRE(found == segmenter.sentences_by_icu(text));
        whole += found.size() == 1 ? 1 : 0;
    }
    CHECK(whole > 2'000);
    CHECK(whole < 18'000);
}

// Everything the quick way decides itself, and what it must leave to ICU, in all neighbourhoods.
TEST_CASE("words found without ICU are ICU's words", "[segment][property]") {
    // clang-format off
    static constexpr const char* kLetters[] = {
        "а", "Б", "ё", "Ё", "ї", "ў", "џ", "Ѐ", "z", "Q", "1", "7", ",", ".", ":", ";", "'", "’", "_", "-", "+", "@", "/",
        "\"", "«", "»", "—", "–", "…", "“", "”", "„", "№", "•", "→", "$", "₽", "%", "(", ")", " ", " ", "\n", "\t", "\u00A0",
        "\u202F", "\u0301", "\u00AD", "\u200D", "\u2028", "\u0085", "\x01", "ѣ", "é", "日", "😀", "\xFF", "\xD0", "\xD1\xA0", "٣"};
    // clang-format on
    const auto seed = test_seed();
    CAPTURE(seed);
    std::mt19937 random(seed);
    Segmenter segmenter;
    std::vector<RawWord> quick, slow;
    for (int i = 0; i < 20'000; ++i) {
        std::string text;
        const std::size_t kinds = i % 2 == 0 ? 52 : std::size(kLetters);  // the first of them are plain
        for (std::size_t left = random() % 14; left > 0; --left) text += kLetters[random() % kinds];
        if (i % 8 == 0) text = random_text(random, 60);
        segmenter.words(text, quick);
        segmenter.words_by_icu(text, slow);
        CAPTURE(i, text);
        REQUIRE(quick.size() == slow.size());
        for (std::size_t w = 0; w < quick.size(); ++w) {
            CHECK(quick[w].range == slow[w].range);
            CHECK(quick[w].kind == slow[w].kind);
            CHECK(quick[w].parts == slow[w].parts);
            CHECK(quick[w].is_hyphenated == slow[w].is_hyphenated);
        }
    }
}

}  // namespace kb::test
