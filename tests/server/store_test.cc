// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>

#include "../support/temp_folder.h"
#include "indexer/error.h"
#include "server/http/rate_limit.h"
#include "server/store/analytics_store.h"
#include "server/store/case_store.h"
#include "server/store/feedback_store.h"
#include "server/store/migrations.h"
#include "server/store/store.h"

using namespace kb;
using kb::test::TempFolder;

namespace {

constexpr std::int64_t kNow = 1'790'000'000;
constexpr std::int64_t kDay = 86'400;

std::string message_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const StoreError& e) {
        return e.what();
    }
    return "";
}

}  // namespace

TEST_CASE("nothing personal reaches the disk but in a ticket", "[store][masking]") {
    TempFolder folder;
    const std::string words = "я Иван Петров, карта 4111 1111 1111 1111, ivan@mail.ru, 8 900 123-45-67";
    {
        Store store(folder / "s.sqlite");
        AnalyticsStore analytics(&store);
        analytics.add_search({kNow, "search", "public", words, 0, "none"});
        analytics.add_click(words, "card", kNow);
        FeedbackStore(&store).add_remark({"card", "", "outdated", words}, kNow);
        CaseStore cases(store);
        NewCase one;
        one.text = words;
        one.article = "card";
        cases.put({one});
        store.flush();
        for (const char* secret : {"Петров", "4111", "ivan@", "123-45"}) {
            INFO(secret);
            for (const char* file : {"s.sqlite", "s.sqlite-wal"})
                CHECK(folder.read(file).find(secret) == std::string::npos);
        }
        CHECK(folder.read("s.sqlite-wal").find("‹телефон›") != std::string::npos);
    }
}

TEST_CASE("votes add up by article", "[store]") {
    TempFolder folder;
    Store store(folder / "s.sqlite");
    FeedbackStore feedback(&store);
    CHECK(feedback.add_vote("a", true, kNow));
    feedback.add_vote("a", true, kNow + kDay);
    feedback.add_vote("a", false, kNow);
    store.flush();
    CHECK(feedback.votes("a") == Votes{2, 1});
    CHECK(feedback.votes("b") == Votes{});
}

TEST_CASE("what people did survives a restart", "[store]") {
    TempFolder folder;
    {
        Store store(folder / "s.sqlite");
        for (int i = 0; i < 1000; ++i) FeedbackStore(&store).add_vote("a", true, kNow);
    }
    Store store(folder / "s.sqlite");
    CHECK(FeedbackStore(&store).votes("a").helpful == 1000);
}

TEST_CASE("gaps are the masked queries that found nothing, newest month only", "[store]") {
    TempFolder folder;
    Store store(folder / "s.sqlite");
    AnalyticsStore analytics(&store);
    analytics.add_search({kNow, "search", "public", "роутер +79161234567", 0, "none"});
    analytics.add_search({kNow, "search", "public", "роутер +79160000000", 0, "none"});
    analytics.add_search({kNow, "search", "public", "редкое", 0, "none"});
    analytics.add_search({kNow, "search", "public", "нашлось", 5, "found"});
    analytics.add_search({kNow, "suggest", "public", "", 0, "none"});
    analytics.add_search({kNow - 31 * kDay, "search", "public", "давно", 0, "none"});
    store.flush();
    const auto gaps = analytics.gaps(10, kNow);
    REQUIRE(gaps.size() == 2);
    CHECK(gaps[0].query == "роутер ‹телефон›");
    CHECK(gaps[0].count == 2);
    CHECK(gaps[1].query == "редкое");
}

TEST_CASE("the most viewed come first and old views are forgotten", "[store]") {
    TempFolder folder;
    Store store(folder / "s.sqlite");
    AnalyticsStore analytics(&store);
    for (const char* id : {"b", "a", "b"}) analytics.add_view(id, kNow);
    for (int i = 0; i < 9; ++i) analytics.add_view("old", kNow - 40 * kDay);
    store.flush();
    CHECK(analytics.most_viewed(5, kNow) == std::vector<std::string>{"b", "a"});
    CHECK(analytics.most_viewed(1, kNow).size() == 1);
}

TEST_CASE("a full queue drops, counts and does not wait", "[store]") {
    TempFolder folder;
    Store store(folder / "s.sqlite", 2);
    std::mutex gate;
    gate.lock();
    store.post([&](Database&) { const std::lock_guard wait(gate); });
    while (store.state().queued > 0) std::this_thread::yield();
    CHECK(store.post([](Database&) {}));
    CHECK(store.post([](Database&) {}));
    CHECK_FALSE(store.post([](Database&) {}));
    CHECK(store.state().dropped == 1);
    gate.unlock();
    store.flush();
    CHECK(store.state().written == 3);
}

TEST_CASE("one bad write does not take the others with it", "[store]") {
    TempFolder folder;
    Store store(folder / "s.sqlite");
    std::mutex gate;
    gate.lock();
    store.post([&](Database&) { const std::lock_guard wait(gate); });
    FeedbackStore(&store).add_vote("a", true, kNow);
    store.post([](Database& database) { database.run("INSERT INTO nowhere VALUES (1)"); });
    FeedbackStore(&store).add_vote("a", true, kNow);
    gate.unlock();
    store.flush();
    CHECK(store.state().failed == 1);
    CHECK(FeedbackStore(&store).votes("a").helpful == 2);
}

TEST_CASE("a store that cannot be used says which file and why", "[store]") {
    TempFolder folder;
    CHECK(message_of([&] { Store(folder / "absent/s.sqlite"); }).find("absent/s.sqlite") !=
          std::string::npos);
    folder.write("bad.sqlite", std::string(8192, 'x'));
    CHECK(message_of([&] { Store(folder / "bad.sqlite"); }).find("bad.sqlite") != std::string::npos);
    {
        Database newer(folder / "new.sqlite", Database::Mode::read_write);
        newer.run("PRAGMA user_version = 99");
    }
    CHECK(message_of([&] { Store(folder / "new.sqlite"); }).find("более новой") != std::string::npos);
}

TEST_CASE("migrating twice changes nothing", "[store]") {
    TempFolder folder;
    Database database(folder / "s.sqlite", Database::Mode::read_write);
    migrate(database);
    migrate(database);
    CHECK(integer_of(database.rows("PRAGMA user_version")[0][0]) == latest_schema_version());
}

TEST_CASE("without a store everything is a quiet no", "[store]") {
    CHECK_FALSE(FeedbackStore(nullptr).add_vote("a", true, kNow));
    CHECK(FeedbackStore(nullptr).votes("a") == Votes{});
    CHECK_FALSE(AnalyticsStore(nullptr).add_view("a", kNow));
    CHECK(AnalyticsStore(nullptr).gaps(5, kNow).empty());
}

TEST_CASE("a rate limit is a share of a window", "[rate]") {
    RateLimiter limiter(2, std::chrono::seconds(60));
    const RateLimiter::Time begin{std::chrono::hours(1)};
    CHECK(limiter.allow("a", begin));
    CHECK(limiter.allow("a", begin));
    CHECK_FALSE(limiter.allow("a", begin));
    CHECK(limiter.allow("b", begin));
    CHECK(limiter.allow("a", begin + std::chrono::seconds(61)));
    CHECK(limiter.is_first("x", begin + std::chrono::seconds(61)));
    CHECK_FALSE(limiter.is_first("x", begin + std::chrono::seconds(62)));
}
