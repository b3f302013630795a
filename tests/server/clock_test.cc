// SPDX-License-Identifier: GPL-2.0-or-later
// Somebody puts the wall clock forward or back by an hour while the service runs. What is promised for a
// length of time keeps that length; nobody is shut out, and nobody is let in.
#include <catch2/catch.hpp>
#include <string>

#include "../support/test_app.h"
#include "server/http/form_token.h"

using namespace kb;
using namespace std::chrono_literals;
using kb::test::TestApp;

namespace {

constexpr std::chrono::seconds kPuts[] = {-1h, -61s, -3s, 3s, 61s, 1h};

HttpResponse ask(const App& app, const std::string& target) {
    HttpRequest request;
    request.method = "GET";
    request.target = target;
    request.client = "192.0.2.1";
    read_target(request);
    return app.answer(std::move(request));
}

int retry_after_s(const HttpResponse& response) {
    const auto value = response.header("Retry-After");
    return value ? std::stoi(std::string(*value)) : -1;
}

HttpResponse post_form(TestApp& app, const std::string& token) {
    return app.send("POST", "/contact", {{"content-type", "application/x-www-form-urlencoded"}},
                    "token=" + token + "&subject=a");
}

}  // namespace

TEST_CASE("a limit holds, and ends when it should, however the clock is put", "[clock]") {
    for (const auto put : kPuts) {
        CAPTURE(put.count());
        TestApp fake;
        fake.config.limits.searches_per_second = 2;
        const App app(fake.services());
        while (ask(app, "/api/v1/search?q=a").status == 200) continue;
        fake.clock.put = put;
        const auto refused = ask(app, "/api/v1/search?q=a");
        CHECK(refused.status == 429);
        CHECK(retry_after_s(refused) == 1);
        fake.clock.ahead += 2s;
        CHECK(ask(app, "/api/v1/search?q=a").status == 200);
    }
}

TEST_CASE("a form opened before the clock was put is sent after it", "[clock]") {
    for (const auto put : kPuts) {
        CAPTURE(put.count());
        TestApp app;
        const auto token = new_form_token(app.desk.secret, unix_seconds(app.clock));
        app.clock.ahead += 10s;
        app.clock.put = put;
        CHECK(post_form(app, token).status == 303);
    }
}

TEST_CASE("a hand too fast is too fast on a clock that was put, too", "[clock]") {
    for (const auto put : kPuts) {
        CAPTURE(put.count());
        TestApp app;
        app.clock.put = put;
        CHECK(post_form(app, new_form_token(app.desk.secret, unix_seconds(app.clock))).status == 422);
    }
}

TEST_CASE("who is signed in stays so, and no longer than promised", "[clock]") {
    for (const auto put : kPuts) {
        CAPTURE(put.count());
        TestApp app;
        const auto agent = app.sign_in(Role::agent);
        CHECK(app.get("/api/v1/tickets", agent.headers()).status == 200);
        app.clock.put = put;
        CHECK(app.get("/api/v1/tickets", agent.headers()).status == 200);
        app.clock.ahead += std::chrono::hours(app.config.auth.session_hours) + 1h + 1min;
        CHECK(app.get("/api/v1/tickets", agent.headers()).status == 401);
    }
}

TEST_CASE("the metrics know no negative age", "[clock]") {
    TestApp app;
    app.get_internal("/metrics");
    app.clock.put = -1h;
    const auto text = app.get_internal("/metrics").body;
    CHECK(text.find("kb_index_age_seconds") != std::string::npos);
    CHECK(text.find("kb_index_age_seconds -") == std::string::npos);
}
