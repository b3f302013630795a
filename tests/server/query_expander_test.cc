// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/query_expander.h"

#include <catch2/catch.hpp>
#include <random>

#include "server/search/index_pool.h"
#include "stemming/utf8.h"
#include "tests/support/random_text.h"
#include "tests/support/small_base.h"
#include "tests/support/table.h"

namespace kb::test {
namespace {

Question read(const std::string& text, const ExpandOptions& options = {}) {
    static IndexPool pool(small_base().base.paths.index_dir);
    static Analyzer analyzer;
    return pool.use(Caller::public_, [&](const IndexReader& reader) {
        return read_question(text, reader, RankingWeights{}, analyzer, options);
    });
}

std::string joined_words(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ",") + word;
    return text;
}

}  // namespace

TEST_CASE("every step away from what was typed is visible", "[query_expander]") {
    for (const TableRow& row : read_table("questions.tsv", 5)) {
        CAPTURE(row.line, row.cells[0]);
        const SearchAnswer answer = small_base().search(row.cells[0]);
        CHECK(answer.shown_query == row.cells[1]);
        CHECK((answer.rewritten ? via_name(*answer.rewritten) : std::string()) == row.cells[2]);
        CHECK(joined_words(answer.missing_words) == row.cells[3]);
        CHECK((answer.hits.empty() ? std::string() : answer.hits.front().article.id) == row.cells[4]);
    }
}

TEST_CASE("literally means as typed", "[query_expander]") {
    SearchRequest request;
    request.literal = true;
    for (const char* query : {"пороль", "gfhjkm", "parol"}) {
        CAPTURE(query);
        request.query = query;
        const SearchAnswer answer = small_base().searcher->search(Caller::public_, request);
        CHECK(answer.shown_query == query);
        CHECK_FALSE(answer.rewritten);
        CHECK(answer.missing_words == std::vector<std::string>{query});
    }
}

TEST_CASE("a known word is never replaced", "[query_expander]") {
    for (const char* word : {"код", "чек", "пульт", "phone", "wi-fi"}) {
        CAPTURE(word);
        for (const QuestionWord& read_word : read(word).words) {
            CHECK(read_word.is_known);
            for (const Reading& reading : read_word.readings)
                CHECK((reading.via == Via::stem || reading.via == Via::synonym));
        }
    }
}

namespace {

// Two articles that only a protected word tells apart, and synonyms of every kind.
struct SynonymBase {
    Base base;
    std::unique_ptr<Searcher> searcher;

    SynonymBase() {
        base.write("public/brand.md", "---\ntitle: Приложение «Вести»\n---\nВести ставят на телефон.\n");
        base.write("public/news.md", "---\ntitle: Вестей не было\n---\nВестью считается письмо.\n");
        base.write("public/bill.md", "---\ntitle: Квитанция за месяц\n---\nЛежит в кабинете.\n");
        base.write("public/phone.md", "---\ntitle: Номер поддержки\n---\nЗвоните днём.\n");
        base.write("public/break.md", "---\ntitle: Обрыв кабеля\n---\nПозовите мастера.\n");
        base.write("synonyms.txt",
                   "protect: Вести\nквитанция = жировка\nотвалился -> обрыв\n"
                   "горячая линия = номер поддержки\n");
        base.build();
        searcher = open_searcher(base.paths.index_dir);
    }

    std::vector<std::string> found(const std::string& query) const {
        SearchRequest request;
        request.query = query;
        std::vector<std::string> ids;
        for (const Hit& hit : searcher->search(Caller::public_, request).hits) ids.push_back(hit.article.id);
        return ids;
    }
};

}  // namespace

TEST_CASE("a protected word is found as written and by no other form", "[query_expander][synonyms]") {
    const SynonymBase base;
    CHECK(base.found("вести") == std::vector<std::string>{"public/brand"});
    CHECK(base.found("Вестями") == std::vector<std::string>{"public/news"});
}

TEST_CASE("synonyms work both ways or one, as phrases, and from misspelt words",
          "[query_expander][synonyms]") {
    const SynonymBase base;
    const std::vector<std::pair<const char*, const char*>> rows{
        {"жировка", "public/bill"},         // two-way
        {"жыровка", "public/bill"},         // misspelt, and in no article
        {"отвалился", "public/break"},      // one-way
        {"отволился", "public/break"},      // misspelt
        {"горячая линия", "public/phone"},  // phrase
        {"горячия линия", "public/phone"},  // phrase with a misspelt word
    };
    for (const auto& [query, id] : rows) {
        CAPTURE(query);
        const auto found = base.found(query);
        REQUIRE_FALSE(found.empty());
        CHECK(found.front() == id);
    }
}

TEST_CASE("stop words are left out unless there is nothing else", "[query_expander]") {
    CHECK(read("пароль и на").words.size() == 1);
    CHECK(read("и на").words.size() == 2);
    CHECK(read("").words.empty());
    CHECK(read("не пришло").words.size() == 2);
}

TEST_CASE("a question of ten thousand words is cut", "[query_expander]") {
    std::string text;
    for (int i = 0; i < 10'000; ++i) text += "слово" + std::to_string(i) + " ";
    CHECK(read(text).words.size() == ExpandOptions{}.max_words);
}

TEST_CASE("any bytes may be asked", "[query_expander][property]") {
    const auto seed = test_seed();
    CAPTURE(seed);
    std::mt19937 random(seed);
    for (int i = 0; i < 1500; ++i) {
        const std::string query = random_text(random, 120);
        CAPTURE(i, query);
        const SearchAnswer answer = small_base().search(query);
        bool is_good = is_valid_utf8(answer.shown_query);
        for (const std::string& word : answer.missing_words) is_good = is_good && is_valid_utf8(word);
        for (const Hit& hit : answer.hits)
            for (const Match& match : hit.matches)
                is_good = is_good && is_valid_utf8(match.word) && is_valid_utf8(match.matched);
        if (!is_good) FAIL("broken UTF-8 in the answer");
    }
}

}  // namespace kb::test
