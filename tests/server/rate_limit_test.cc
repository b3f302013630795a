// SPDX-License-Identifier: GPL-2.0-or-later
// Limits by address and by key, with a clock that stands still until it is moved.
#include "server/http/rate_limit.h"

#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <string>

#include "../support/test_app.h"

using namespace kb;
using namespace std::chrono_literals;

namespace {

const RateLimiter::Time kStart{1h};

int allowed(RateLimiter& limiter, const std::string& key, int asked, RateLimiter::Time now) {
    int count = 0;
    for (int i = 0; i < asked; ++i) count += limiter.allow(key, now) ? 1 : 0;
    return count;
}

HttpRequest from(const std::string& client, const std::string& target, const std::string& token = "") {
    HttpRequest request;
    request.method = "GET";
    request.target = target;
    request.client = client;
    if (!token.empty()) request.headers.push_back({"authorization", "Bearer " + token});
    read_target(request);
    return request;
}

}  // namespace

TEST_CASE("a share at once, then as it comes back", "[rate]") {
    RateLimiter limiter(10, 1s);
    CHECK(allowed(limiter, "a", 9, kStart) == 9);    // L-1
    CHECK(allowed(limiter, "a", 1, kStart) == 1);    // L
    CHECK(allowed(limiter, "a", 100, kStart) == 0);  // L+1
    CHECK(limiter.wait_for("a", kStart) == 100ms);
    CHECK(allowed(limiter, "a", 9, kStart + 100ms) == 1);
    CHECK(allowed(limiter, "a", 9, kStart + 600ms) == 5);
    CHECK(allowed(limiter, "a", 99, kStart + 1h) == 10);  // never more than a share
    CHECK(allowed(limiter, "b", 99, kStart) == 10);
}

TEST_CASE("no edge of a window gives twice the share", "[rate]") {
    RateLimiter limiter(10, 1s);
    int got = 0;
    for (auto now = kStart; now < kStart + 10s; now += 1ms) got += limiter.allow("a", now) ? 1 : 0;
    CHECK(got >= 100);
    CHECK(got <= 110);
}

TEST_CASE("a clock that goes back neither gives nor takes", "[rate]") {
    RateLimiter limiter(2, 1s);
    CHECK(allowed(limiter, "a", 9, kStart) == 2);
    CHECK(allowed(limiter, "a", 9, kStart - 1h) == 0);
    CHECK(allowed(limiter, "a", 9, kStart + 500ms) == 1);
}

TEST_CASE("the first time in a window, whatever else was counted", "[rate]") {
    RateLimiter limiter(1, 60s);
    CHECK(limiter.allow("a", kStart));
    CHECK(limiter.is_first("a", kStart));
    CHECK_FALSE(limiter.is_first("a", kStart + 59s));
    CHECK(limiter.is_first("a", kStart + 61s));
}

TEST_CASE("a million addresses cost no memory and do not set free who is held back", "[rate]") {
    RateLimiter limiter(5, 60s);
    CHECK(allowed(limiter, "flood", 9, kStart) == 5);
    rusage before{};
    ::getrusage(RUSAGE_SELF, &before);
    int slipped = 0;
    int refused = 0;
    for (int i = 0; i < 1'000'000; ++i) {
        refused += limiter.allow("10." + std::to_string(i), kStart) ? 0 : 1;
        if (i % 1000 == 0) slipped += limiter.allow("flood", kStart) ? 1 : 0;
    }
    rusage after{};
    ::getrusage(RUSAGE_SELF, &after);
    CHECK(after.ru_maxrss - before.ru_maxrss < 4 * 1024);  // kibibytes
    CHECK(refused == 0);
    CHECK(slipped == 0);
}

TEST_CASE("searches, suggestions and forms have limits of their own", "[rate]") {
    struct Case {
        const char* name;
        const char* method;
        const char* target;
        int limit;
    };
    for (const Case& c : {Case{"search", "GET", "/api/v1/search?q=wifi", 6},
                          Case{"completion", "GET", "/api/v1/complete?q=wi", 6},
                          Case{"a page that is not there", "GET", "/no-such-page", 6},
                          Case{"an article that is not there", "GET", "/a/no-such-article", 6},
                          Case{"a topic that is not there", "GET", "/c/no-such-topic", 6},
                          Case{"the map of the site", "GET", "/sitemap.xml", 6},
                          Case{"the form with words in it", "GET", "/contact?q=wifi", 4},
                          Case{"suggestions", "POST", "/api/v1/suggest", 4}}) {
        INFO(c.name);
        test::TestApp fake;
        fake.config.limits.searches_per_second = 3;
        fake.config.limits.suggests_per_second = 2;
        const App app(fake.services());
        const auto ask = [&](const std::string& client) {
            HttpRequest request = from(client, c.target);
            request.method = c.method;
            request.headers.push_back({"content-type", "application/json"});
            request.body = R"({"text":"wifi"})";
            return app.answer(request);
        };
        int through = 0;
        while (through < 100 && ask("192.0.2.1").status != 429) ++through;
        CHECK(through >= c.limit);
        CHECK(through <= c.limit + 2);  // the clock goes on meanwhile
        const HttpResponse refused = ask("192.0.2.1");
        if (refused.status == 429) CHECK(refused.header("Retry-After") == "1");
        CHECK(ask("192.0.2.2").status != 429);
    }
}

TEST_CASE("whoever bears the token is counted as one, wherever it asks from", "[rate]") {
    test::TestApp fake;
    fake.config.limits.searches_per_second = 1;
    const App app(fake.services());
    int through = 0;
    while (
        through < 50 &&
        app.answer(from("192.0.2." + std::to_string(through), "/api/v1/search?q=x", test::kToken)).status !=
            429)
        ++through;
    CHECK(through < 10);
    CHECK(app.answer(from("192.0.2.200", "/api/v1/search?q=x")).status == 200);
}

TEST_CASE("pages and files are not limited, and zero switches a limit off", "[rate]") {
    test::TestApp fake;
    fake.config.limits.searches_per_second = 0;
    const App app(fake.services());
    for (int i = 0; i < 200; ++i) {
        REQUIRE(app.answer(from("192.0.2.1", "/api/v1/search?q=x")).status == 200);
        REQUIRE(app.answer(from("192.0.2.1", "/healthz")).status == 200);
        REQUIRE(app.answer(from("192.0.2.1", "/")).status == 200);
    }
}
