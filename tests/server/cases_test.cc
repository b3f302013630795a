// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/cases.h"

#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

#include "server/search/case_base.h"
#include "tests/support/small_base.h"

namespace kb::test {
namespace {

constexpr std::int64_t kNow = 1'790'000'000;
constexpr std::int64_t kDay = 86'400;

// The small base with cases in it.
struct TaughtBase {
    CaseBase cases;
    std::unique_ptr<Searcher> searcher = open_searcher(small_base().base.paths.index_dir, {}, &cases);

    std::vector<std::string> ids(const std::string& query, Caller caller = Caller::public_) const {
        SearchRequest request;
        request.query = query;
        std::vector<std::string> out;
        for (const Hit& hit : searcher->search(caller, request).hits) out.push_back(hit.article.id);
        return out;
    }
    std::string first(const std::string& query, Caller caller = Caller::public_) const {
        const auto all = ids(query, caller);
        return all.empty() ? "" : all.front();
    }
    SuggestAnswer suggest(const std::string& text, Caller caller) const {
        SuggestRequest request;
        request.text = text;
        return searcher->suggest(caller, request);
    }
    void put(std::int64_t id, const std::string& text, const std::string& article, bool is_solved = true,
             std::int64_t at_s = kNow) {
        cases.put({{id, text, article, is_solved, at_s}});
    }
};

// Ten people, ten wordings, one trouble; the article says none of this.
const char* const kBuffering[] = {
    "видео подвисает и крутится кружок",      "кино всё время подвисает",
    "подвисает трансляция, кружок крутится",  "ролики грузятся вечность и подвисают",
    "вечером всё подвисает, крутится кружок", "фильм подвисает каждые две минуты",
    "крутится кружок вместо фильма",          "подвисают ролики на телефоне",
    "кружок крутится, кино не идёт",          "подвисает картинка, а звук идёт"};

}  // namespace

TEST_CASE("ten confirmed cases move the right article up for a new wording", "[cases]") {
    TaughtBase base;
    const std::string asked = "фильм крутится кружок и подвисает роутер";
    CHECK(base.first(asked) != "public/internet/speed");
    for (std::int64_t i = 0; i < 10; ++i) base.put(i + 1, kBuffering[i], "public/internet/speed");
    SearchRequest request;
    request.query = asked;
    const auto answer = base.searcher->search(Caller::public_, request);
    REQUIRE_FALSE(answer.hits.empty());
    const Hit& hit = answer.hits.front();
    CHECK(hit.article.id == "public/internet/speed");
    CHECK(hit.solved_cases >= 3);
    const auto by_case = std::count_if(hit.matches.begin(), hit.matches.end(),
                                       [](const Match& match) { return match.via == Via::case_; });
    CHECK(by_case >= 2);
    CHECK(base.suggest(asked, Caller::public_).verdict != Verdict::none);
}

TEST_CASE("what cases change and what they do not", "[cases]") {
    struct Row {
        const char* what;
        std::vector<SolvedCase> cases;
        const char* query;
        const char* first;  // article id
    };
    const SolvedCase hung{1, "подвисает кино", "public/internet/speed", true, kNow};
    const SolvedCase hung_too{2, "кино подвисает вечером", "public/internet/speed", true, kNow};
    const SolvedCase wrong{9, "сброс роутера кнопкой", "public/tv/box", true, kNow};
    const SolvedCase gone{3, "подвисает кино", "public/no/such", true, kNow};
    const SolvedCase failed{4, "подвисает кино", "public/internet/speed", false, kNow};
    const Row rows[] = {
        {"without cases unknown words find nothing", {}, "кино подвисает", ""},
        {"one witness cannot bring an article no word found", {hung}, "кино подвисает", ""},
        {"two can", {hung, hung_too}, "кино подвисает", "public/internet/speed"},
        {"a far-off case has no vote", {hung, hung_too}, "пароль сети", "public/internet/wifi"},
        {"a case of an article that is gone says nothing", {gone}, "кино подвисает", ""},
        {"one filed wrong does not move what words are sure of",
         {wrong},
         "сброс роутера",
         "public/internet/router"},
        {"what did not help brings nothing", {failed}, "кино подвисает", ""},
    };
    for (const Row& row : rows) {
        INFO(row.what);
        TaughtBase base;
        base.cases.put(row.cases);
        CHECK(base.first(row.query) == row.first);
    }
}

TEST_CASE("cases that ended badly take an article down", "[cases]") {
    TaughtBase base;
    const std::string asked = "сброс роутера";
    SearchRequest request;
    request.query = asked;
    const double before = base.searcher->search(Caller::public_, request).hits.front().confidence;
    for (std::int64_t i = 0; i < 5; ++i) base.put(i + 1, "сброс роутера", "public/internet/router", false);
    const auto hits = base.searcher->search(Caller::public_, request).hits;
    const auto router = std::find_if(
        hits.begin(), hits.end(), [](const Hit& hit) { return hit.article.id == "public/internet/router"; });
    REQUIRE(router != hits.end());
    CHECK(router->confidence < before);
    CHECK(router->solved_cases == 0);
}

TEST_CASE("an old case says less than a new one", "[cases]") {
    TaughtBase base;
    base.put(1, "кино подвисает вечером", "public/tv/box", true, kNow - 1500 * kDay);
    base.put(2, "кино подвисает вечером", "public/tv/box", true, kNow - 1500 * kDay);
    base.put(3, "кино подвисает вечером", "public/internet/speed", true, kNow);
    base.put(4, "кино подвисает вечером", "public/internet/speed", true, kNow);
    CHECK(base.first("вечером подвисает кино") == "public/internet/speed");
}

TEST_CASE("a case of an internal article is heard by internal callers only", "[cases][audience]") {
    TaughtBase base;
    for (std::int64_t i = 0; i < 5; ++i) base.put(i + 1, "клиент диктует чужой паспорт по телефону", "fraud");
    const std::string asked = "диктует чужой паспорт";
    CHECK(base.first(asked, Caller::internal) == "fraud");
    CHECK(base.ids(asked).empty());
    const auto inside = base.suggest(asked, Caller::internal);
    REQUIRE(inside.cases.size() == 5);
    CHECK(inside.cases[0].article.id == "fraud");
    CHECK(inside.cases[0].text == "клиент диктует чужой паспорт по телефону");
    CHECK(inside.cases[0].similarity > 0.5);
    const auto outside = base.suggest(asked, Caller::public_);
    CHECK(outside.cases.empty());
    CHECK(outside.suggestions.empty());
}

TEST_CASE("a customer gets no word of a case", "[cases][audience]") {
    TaughtBase base;
    for (std::int64_t i = 0; i < 5; ++i)
        base.put(i + 1, "подвисает видеоняня кракозябра", "public/internet/speed");
    CHECK(base.searcher->complete(Caller::public_, "видеон", 10).empty());
    SearchRequest request;
    request.query = "видеоняня подвисла";
    const auto answer = base.searcher->search(Caller::public_, request);
    REQUIRE_FALSE(answer.hits.empty());
    CHECK_FALSE(answer.rewritten);
    for (const Hit& hit : answer.hits) {
        CHECK(hit.snippet.text.find("кракозябра") == std::string::npos);
        for (const Match& match : hit.matches) CHECK(match.matched != "кракозябра");
    }
    CHECK(base.suggest("видеоняня подвисла", Caller::public_).cases.empty());
}

TEST_CASE("cases teach what words mean in names of articles", "[cases]") {
    TaughtBase base;
    // Both say «приставка» by a word of their own; the question shares nothing else with them.
    base.put(1, "ящик молчит", "public/tv/box");
    base.put(2, "ящик чёрный экран", "public/tv/box");
    // Few cases teach nothing: words are heard when there is something to compare them with.
    for (std::int64_t i = 0; i < 120; ++i)
        base.put(100 + i, "сброс настроек кнопкой", "public/internet/router");
    const auto score = [&] {
        SearchRequest request;
        request.query = "ящик пульт роутер";
        for (const Hit& hit : base.searcher->search(Caller::public_, request).hits)
            if (hit.article.id == "public/tv/box") return hit.score;
        return 0.0;
    };
    const double taught = score();
    base.cases.forget({1, 2});
    CHECK(score() < taught);
}

TEST_CASE("a base of cases grows, changes and forgets", "[cases]") {
    CaseBase base;
    for (std::int64_t i = 1; i <= 300; ++i)
        base.put({{i, "случай номер " + std::to_string(i), "a", true, kNow + i}});
    const auto old = base.snapshot();
    CHECK(old->size == 300);
    CHECK(old->newest_s == kNow + 300);
    CHECK(old->segments.size() <= 10);
    base.put({{7, "другой текст", "b", true, kNow}, {7, "третий текст", "c", false, kNow}});
    CHECK(base.snapshot()->size == 300);
    base.forget({1, 2, 3, 999});
    CHECK(base.snapshot()->size == 297);
    CHECK(base.ids().front() == 4);
    CHECK(old->size == 300);  // whoever holds it sees what was
    int sevens = 0;
    for (const auto& segment : base.snapshot()->segments)
        for (const auto& row : segment->rows()) {
            if (row.id != 7) continue;
            ++sevens;
            CHECK(segment->articles()[row.article] == "c");
            CHECK_FALSE(row.is_solved);
        }
    CHECK(sevens == 1);
}

TEST_CASE("questions are answered while cases are being added", "[cases]") {
    TaughtBase base;
    std::atomic<bool> is_done = false;
    std::thread writer([&] {
        for (std::int64_t i = 1; i <= 200; ++i) base.put(i, kBuffering[i % 10], "public/internet/speed");
        is_done = true;
    });
    while (!is_done) CHECK_FALSE(base.ids("сброс роутера").empty());
    writer.join();
    CHECK(base.first("кино подвисает") == "public/internet/speed");
}

}  // namespace kb::test
