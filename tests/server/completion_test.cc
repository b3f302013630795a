// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "server/search/completion_index.h"
#include "tests/support/random_text.h"
#include "tests/support/small_base.h"
#include "tests/support/token_checks.h"

namespace kb::test {
namespace {

CompletionIndex index_of(const std::vector<std::string>& titles, Analyzer& analyzer) {
    CompletionIndex index;
    std::uint32_t article = 0;
    for (const std::string& title : titles)
        index.add({title, CompletionKind::title, article++, 0, 0}, analyzer);
    index.finish(analyzer);
    return index;
}

std::string marked(const CompletionMatch& match) {
    std::string out;
    std::size_t at = 0;
    for (const ByteRange& mark : match.marks) {
        out += match.entry->text.substr(at, mark.begin - at) + "[" +
               match.entry->text.substr(mark.begin, mark.end - mark.begin) + "]";
        at = mark.end;
    }
    return out + match.entry->text.substr(at);
}

bool has_text(const std::vector<Completion>& completions, std::string_view text) {
    return std::any_of(completions.begin(), completions.end(),
                       [&](const Completion& c) { return c.text == text; });
}

}  // namespace

TEST_CASE("typed beginnings are marked letter by letter", "[completion]") {
    Analyzer analyzer;
    struct Row {
        const char* typed;
        const char* title;
        const char* expected;
    };
    const Row rows[] = {
        {"пар", "Забыли пароль", "Забыли [пар]оль"},
        {"ПАР", "Забыли пароль", "Забыли [пар]оль"},
        {"заб пар", "Забыли пароль", "[Заб]ыли [пар]оль"},
        {"пар заб", "Забыли пароль", "[Заб]ыли [пар]оль"},
        {"счет", "Счёт за год", "[Счёт] за год"},
        {"замо", "За́мок на двери", "[За́мо]к на двери"},
        {"за", "За́мок на двери", "[За́]мок на двери"},
        {"па", "пaроль с латинской a", "[пa]роль с латинской a"},
        {"fi", "ﬁle.txt не открывается", "[ﬁ]le.txt не открывается"},
        {"wif", "Настройка Wi-Fi", "Настройка [Wi-Fi]"},
        {"wi-f", "Настройка Wi-Fi", "Настройка [Wi-Fi]"},
        {"65", "Ошибка 651", "Ошибка [65]1"},
        {"о", "Ошибка 651", "[О]шибка 651"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.typed, row.title);
        const CompletionIndex index = index_of({row.title}, analyzer);
        const auto matches = index.find(row.typed, 5, analyzer);
        REQUIRE(matches.size() == 1);
        const auto shown = marked(matches.front());
        // "file.txt" is a compound and marked whole.
        CHECK(shown == (std::string_view(row.typed) == "fi" ? "[ﬁle.txt] не открывается" : row.expected));
    }
}

TEST_CASE("every typed word must begin some word", "[completion]") {
    Analyzer analyzer;
    const CompletionIndex index = index_of({"Забыли пароль", "Забыли логин", "Пароль сети"}, analyzer);
    CHECK(index.find("заб", 9, analyzer).size() == 2);
    CHECK(index.find("заб лог", 9, analyzer).size() == 1);
    CHECK(index.find("заб борщ", 9, analyzer).empty());
    CHECK(index.find("ароль", 9, analyzer).empty());
    for (const char* nothing : {"", " ", "?!", "\xFF"}) CHECK(index.find(nothing, 9, analyzer).empty());
    CHECK(index.find("заб", 0, analyzer).empty());
    CHECK(index.find("заб", 1, analyzer).size() == 1);
}

TEST_CASE("what begins with the typed words stands above what merely has them", "[completion]") {
    Analyzer analyzer;
    const CompletionIndex index = index_of({"Сброс: пароль от сети", "Пароль сети"}, analyzer);
    const auto matches = index.find("пар", 9, analyzer);
    REQUIRE(matches.size() == 2);
    CHECK(matches[0].entry->text == "Пароль сети");
}

TEST_CASE("a phrase that three articles share is offered by itself", "[completion]") {
    Analyzer analyzer;
    const CompletionIndex index =
        index_of({"Где личный кабинет", "Открыть личный кабинет", "Забыт личный кабинет"}, analyzer);
    const auto matches = index.find("личн каб", 9, analyzer);
    const bool has_phrase = std::any_of(matches.begin(), matches.end(), [](const CompletionMatch& match) {
        return match.entry->kind == CompletionKind::phrase && match.entry->text == "личный кабинет";
    });
    CHECK(has_phrase);
    CHECK(matches.size() == 4);
}

TEST_CASE("an article is offered once, whatever of it was met", "[completion]") {
    Analyzer analyzer;
    CompletionIndex index;
    index.add({"Пароль", CompletionKind::title, 7, 0, 0}, analyzer);
    index.add({"Пароль забыт", CompletionKind::alias, 7, 0, 0}, analyzer);
    index.add({"Пароль сети", CompletionKind::heading, 7, 2, 0}, analyzer);
    index.finish(analyzer);
    const auto matches = index.find("парол", 9, analyzer);
    REQUIRE(matches.size() == 1);
    CHECK(matches.front().entry->kind == CompletionKind::title);
}

TEST_CASE("a searcher completes titles, aliases and headings, in the wrong layout too", "[completion]") {
    const Searcher& searcher = *small_base().searcher;
    CHECK(has_text(searcher.complete(Caller::public_, "заб", 5), "Забыли пароль"));
    CHECK(has_text(searcher.complete(Caller::public_, "вайфай не", 5), "вайфай не подключается"));
    CHECK(has_text(searcher.complete(Caller::public_, "пароль се", 5), "Пароль сети"));
    CHECK(has_text(searcher.complete(Caller::public_, "pf,", 5), "Забыли пароль"));
    CHECK(has_text(searcher.complete(Caller::public_, "PF,SK", 5), "Забыли пароль"));
    CHECK(searcher.complete(Caller::public_, "", 5).empty());
    CHECK(searcher.complete(Caller::public_, "борщ", 5).empty());
    CHECK(searcher.complete(Caller::public_, "п", 2).size() == 2);
    CHECK(searcher.complete(Caller::public_, "п", -1).empty());
    const auto heading = searcher.complete(Caller::public_, "пароль сети", 1);
    REQUIRE(heading.size() == 1);
    CHECK(heading.front().url.find("#") != std::string::npos);
}

TEST_CASE("any bytes may be typed; marks lie on letters", "[completion][property]") {
    const auto seed = test_seed();
    CAPTURE(seed);
    std::mt19937 random(seed);
    Analyzer analyzer;
    std::vector<std::string> titles;
    for (int i = 0; i < 300; ++i) titles.push_back(valid_utf8(random_text(random, 60)));
    const CompletionIndex index = index_of(titles, analyzer);
    for (int i = 0; i < 3000; ++i) {
        const std::string typed =
            i % 2 == 0 ? random_text(random, 40)
                       : std::string(first_code_points(titles[random() % titles.size()], random() % 9));
        CAPTURE(i, typed);
        for (const CompletionMatch& match : index.find(typed, 5, analyzer)) {
            const auto begins = letter_begins(match.entry->text);
            std::size_t end = 0;
            for (const ByteRange& mark : match.marks) {
                if (!is_range_of(mark, begins) || mark.begin < end)
                    FAIL("a bad mark in " << match.entry->text);
                end = mark.end;
            }
        }
    }
}

}  // namespace kb::test
