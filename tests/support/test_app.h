// SPDX-License-Identifier: GPL-2.0-or-later
// The whole service above a FakeSearcher, called without sockets.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "fake_searcher.h"
#include "moved_clock.h"
#include "server/clock.h"
#include "server/config.h"
#include "server/http/app.h"
#include "server/http/rate_limit.h"
#include "server/http/request_desk.h"
#include "server/http/site.h"
#include "server/log.h"
#include "server/metrics.h"
#include "server/store/analytics_store.h"
#include "server/store/feedback_store.h"
#include "server/store/store.h"
#include "signed_in.h"
#include "temp_folder.h"

namespace kb::test {

inline constexpr const char* kToken = "0123456789abcdef";

inline Config test_config() {
    Config config;
    config.name = "Проверка";
    config.contacts = {"8 800 000-10-20", "круглосуточно", "help@test.example"};
    config.internal_token = kToken;
    config.limits.votes_per_minute = 3;
    return config;
}

struct TestApp {
    explicit TestApp(bool with_store = true) {
        set_log_level(LogLevel::error);
        fill_sample(searcher);
        if (with_store) store = std::make_unique<Store>(folder / "store.sqlite");
        feedback = FeedbackStore(store.get());
        analytics = AnalyticsStore(store.get());
        tickets = TicketStore(store.get());
        if (store) accounts = std::make_unique<AccountStore>(*store);
        if (store) account_desk = std::make_unique<AccountDesk>(*store, 2, PasswordCost::least);
    }

    using Headers = std::vector<std::pair<const char*, std::string>>;

    HttpResponse send(const char* method, const std::string& target, const Headers& headers = {},
                      std::string body = "") {
        HttpRequest request;
        request.method = method;
        request.target = target;
        request.client = "192.0.2.1";
        request.body = std::move(body);
        for (const auto& [name, value] : headers) request.headers.push_back({name, value});
        read_target(request);
        return App(services()).answer(std::move(request));
    }
    HttpResponse get(const std::string& target, const Headers& headers = {}) {
        return send("GET", target, headers);
    }
    HttpResponse get_internal(const std::string& target) {
        return get(target, {{"authorization", std::string("Bearer ") + kToken}});
    }
    HttpResponse post_json(const std::string& target, std::string body) {
        return send("POST", target, {{"content-type", "application/json"}}, std::move(body));
    }

    const Services& services() {
        held = std::make_unique<Services>(
            Services{searcher, store.get(), feedback, analytics, metrics, votes, config, *shown_site, clock,
                     articles_dir, store ? &desk : nullptr, &forms, nullptr, account_desk.get()});
        return *held;
    }

    // Somebody of that role signs in; for requests of theirs: `app.get("/desk", staff.headers())`.
    SignedIn sign_in(Role role) { return test::sign_in(*accounts, clock, role); }

    // `other` outlives the app.
    void replace_site(const Site& other) { shown_site = &other; }

    TempFolder folder;
    FakeSearcher searcher;
    std::unique_ptr<Store> store;
    FeedbackStore feedback{nullptr};
    AnalyticsStore analytics{nullptr};
    Metrics metrics;
    Config config = test_config();
    Site site{config};
    const Site* shown_site = &site;
    RateLimiter votes{config.limits.votes_per_minute, std::chrono::minutes(1)};
    std::string articles_dir;
    MovedClock clock;
    TicketStore tickets{nullptr};
    int woken = 0;
    RequestDesk desk{tickets, std::string(64, 's'), [this] { ++woken; }};
    RateLimiter forms{5, std::chrono::minutes(1)};
    std::unique_ptr<AccountStore> accounts;
    std::unique_ptr<AccountDesk> account_desk;
    std::unique_ptr<Services> held;
};

}  // namespace kb::test
