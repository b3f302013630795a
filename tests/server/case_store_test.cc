// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/store/case_store.h"

#include <catch2/catch.hpp>

#include "../support/temp_folder.h"
#include "server/store/store.h"

namespace kb::test {
namespace {

constexpr std::int64_t kNow = 1'790'000'000;
constexpr std::int64_t kDay = 86'400;

NewCase a_case(const std::string& text, const std::string& id = "", std::int64_t at_s = kNow) {
    return {text, "public/wifi", true, "", "api", id, at_s, true};
}

}  // namespace

TEST_CASE("a case is masked before it is kept, and knows its language", "[case_store]") {
    TempFolder folder;
    Store store(folder / "s.sqlite");
    CaseStore cases(store);
    const auto receipts =
        cases.put({a_case("верните на 4111 1111 1111 1111, ivan@mail.ru"), a_case("no signal")});
    REQUIRE(receipts.size() == 2);
    const auto one = cases.by_id(receipts[0].id);
    REQUIRE(one);
    CHECK(one->text == "верните на ‹карта›, ‹почта›");
    CHECK(one->lang == "ru");
    CHECK(cases.by_id(receipts[1].id)->lang == "en");
    CHECK_FALSE(cases.by_id(999));
    for (const char* name : {"s.sqlite", "s.sqlite-wal"})
        CHECK(folder.read(name).find("ivan@mail.ru") == std::string::npos);
}

TEST_CASE("importing again adds nothing; a changed case takes the place of the old one", "[case_store]") {
    TempFolder folder;
    Store store(folder / "s.sqlite");
    CaseStore cases(store);
    const auto first = cases.put({a_case("нет сети", "T-1"), a_case("без номера")});
    CHECK(first[0].change == CaseChange::added);
    NewCase undated = a_case("без номера", "", kNow + kDay);
    undated.is_dated = false;
    const auto again = cases.put({a_case("нет сети", "T-1"), undated});
    CHECK(again[0].change == CaseChange::unchanged);
    CHECK(again[1].change == CaseChange::unchanged);
    CHECK(again[1].id == first[1].id);
    NewCase other = a_case("нет сети", "T-1");
    other.article = "public/router";
    const auto changed = cases.put({other});
    CHECK(changed[0].change == CaseChange::changed);
    CHECK(changed[0].id == first[0].id);
    CHECK(cases.count() == 2);
    CHECK(cases.by_id(first[0].id)->article == "public/router");
}

TEST_CASE("who looks again hears only what is new", "[case_store]") {
    TempFolder folder;
    Store store(folder / "s.sqlite");
    CaseStore cases(store);
    auto news = cases.news(0, 0);
    CHECK(news.put.empty());
    cases.put({a_case("раз", "1"), a_case("два", "2")});
    news = cases.news(news.revision, news.deletions);
    CHECK(news.put.size() == 2);
    CHECK_FALSE(news.has_deletions);
    cases.put({a_case("раз", "1"), a_case("три", "3")});
    news = cases.news(news.revision, news.deletions);
    REQUIRE(news.put.size() == 1);
    CHECK(news.put[0].text == "три");
    CHECK(cases.forget(news.put[0].id));
    CHECK_FALSE(cases.forget(news.put[0].id));
    news = cases.news(news.revision, news.deletions);
    CHECK(news.put.empty());
    CHECK(news.has_deletions);
    CHECK(cases.ids().size() == 2);
    CHECK(cases.put({a_case("три", "3")})[0].id > 3);  // an id is given once
}

TEST_CASE("the oldest cases go when there are too many or they are too old", "[case_store]") {
    TempFolder folder;
    Store store(folder / "s.sqlite");
    CaseStore cases(store);
    std::vector<NewCase> many;
    for (int i = 0; i < 120; ++i) many.push_back(a_case("случай", std::to_string(i), kNow - i * kDay));
    cases.put(many);
    CHECK(cases.prune({200, 120}, kNow) == 0);
    CHECK(cases.prune({109, 120}, kNow) == 10);
    CHECK(cases.prune({200, 100}, kNow) == 15);
    CHECK(cases.count() == 95);
    for (const StoredCase& one : cases.list({"", 0, 1000})) CHECK(one.at_s > kNow - 95 * kDay);
}

TEST_CASE("lists go page by page and by article", "[case_store]") {
    TempFolder folder;
    Store store(folder / "s.sqlite");
    CaseStore cases(store);
    NewCase other = a_case("другое", "x");
    other.article = "public/box";
    cases.put({a_case("раз", "1"), a_case("два", "2"), other});
    const auto page = cases.list({"", 0, 2});
    REQUIRE(page.size() == 2);
    CHECK(page[0].text == "другое");
    CHECK(cases.list({"", page[1].id, 2})[0].text == "раз");
    CHECK(cases.list({"public/box", 0, 10}).size() == 1);
    CHECK(cases.list({"'", 0, 10}).empty());
}

}  // namespace kb::test
