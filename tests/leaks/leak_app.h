// SPDX-License-Identifier: GPL-2.0-or-later
// The whole service over a real index and a store, without sockets, under a clock that stands still: two
// of them asked the same must answer the same bytes.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "server/clock.h"
#include "server/config.h"
#include "server/http/app.h"
#include "server/http/case_desk.h"
#include "server/http/rate_limit.h"
#include "server/http/request_desk.h"
#include "server/http/site.h"
#include "server/http/workshop.h"
#include "server/metrics.h"
#include "server/search/case_base.h"
#include "server/search/xapian_searcher.h"
#include "server/store/analytics_store.h"
#include "server/store/case_store.h"
#include "server/store/feedback_store.h"
#include "server/store/store.h"
#include "tests/support/indexed_base.h"
#include "tests/support/signed_in.h"

namespace kb::test {

inline constexpr const char* kLeakToken = "token-of-the-leak-test-0123456789";
inline constexpr const char* kLeakCustomerSecret = "secret-of-customers-0123456789abcdef";
inline constexpr std::int64_t kLeakNow_s = 1'780'000'000;

class StillClock : public Clock {
public:
    std::chrono::system_clock::time_point now() const override {
        return std::chrono::system_clock::time_point(std::chrono::seconds(kLeakNow_s));
    }
    std::chrono::steady_clock::time_point steady() const override {
        return std::chrono::steady_clock::time_point(std::chrono::hours(1));
    }
};

// The base's files all have one time, since customers are told it.
inline void set_file_times(const Base& base) {
    namespace fs = std::filesystem;
    const auto time = fs::file_time_type(std::chrono::seconds(1'000'000));
    for (const auto& entry : fs::recursive_directory_iterator(base.paths.articles_dir))
        if (entry.is_regular_file()) fs::last_write_time(entry.path(), time);
}

struct LeakWishes {
    bool has_staff = false;   // somebody of each role is signed in
    bool is_private = false;  // a help centre for customers with a token only
};

// `cases` are solved cases that the searcher has besides the index.
class LeakApp {
public:
    explicit LeakApp(const Base& base, const std::vector<SolvedCase>& cases = {}, LeakWishes wishes = {})
        : articles_(real_file_system(), base.paths.articles_dir),
          history_(base.paths.articles_dir, GitHistory::Wish::own_only),
          linter_(real_file_system(), base.paths.articles_dir) {
        cases_.put(cases);
        searcher_ = open_searcher(base.paths.index_dir, {}, &cases_);
        drafts_ = std::make_unique<DraftIndex>(real_file_system(), base.paths, *searcher_, &cases_);
        search_ = std::make_unique<FolderSearch>(articles_, *searcher_);
        workshop_ = std::make_unique<Workshop>(Workshop{articles_, history_, *drafts_, linter_, *search_});
        config_.name = "Проверка";
        config_.contacts = {"8 800 000-10-20", "круглосуточно", "help@test.example"};
        config_.internal_token = kLeakToken;
        config_.limits = {0, 1024, 20'000, 0, 0, 0, 1'000'000};  // as many requests as one likes
        config_.widget.origins = {"https://shop.example"};
        config_.auth.is_private = wishes.is_private;
        config_.auth.customer_secret = kLeakCustomerSecret;
        site_ = std::make_unique<Site>(config_);
        services_ = std::make_unique<Services>(Services{
            *searcher_, store_.get(), feedback_, analytics_, metrics_, votes_, config_, *site_, clock_,
            base.paths.articles_dir, &desk_, nullptr, &case_desk_, &account_desk_, workshop_.get()});
        for (const Role role : {Role::agent, Role::writer, Role::admin})
            if (wishes.has_staff) staff_.push_back(sign_in(accounts_, clock_, role));
        app_ = std::make_unique<App>(*services_);
    }

    // What was counted for one request is there for the next.
    HttpResponse answer(HttpRequest request) const {
        read_target(request);
        HttpResponse response = app_->answer(std::move(request));
        store_->flush();
        return response;
    }
    const Searcher& searcher() const { return *searcher_; }
    const std::vector<SignedIn>& staff() const { return staff_; }  // agent, writer, admin

private:
    TempFolder folder_;
    StillClock clock_;
    Config config_;
    CaseBase cases_;
    std::unique_ptr<Searcher> searcher_;
    ArticleFolder articles_;
    GitHistory history_;
    DraftLinter linter_;
    std::unique_ptr<DraftIndex> drafts_;
    std::unique_ptr<FolderSearch> search_;
    std::unique_ptr<Workshop> workshop_;
    std::unique_ptr<Store> store_ = std::make_unique<Store>(folder_ / "store.sqlite");
    FeedbackStore feedback_{store_.get()};
    AnalyticsStore analytics_{store_.get()};
    TicketStore tickets_{store_.get()};
    CaseStore case_store_{*store_};
    AccountStore accounts_{*store_};
    AccountDesk account_desk_{*store_, 2, PasswordCost::least};
    std::vector<SignedIn> staff_;
    RequestDesk desk_{tickets_, std::string(64, 's'), [] {}};
    CaseDesk case_desk_{case_store_, [] {}};
    Metrics metrics_;
    RateLimiter votes_{1'000'000, std::chrono::minutes(1)};
    std::unique_ptr<Site> site_;
    std::unique_ptr<Services> services_;
    std::unique_ptr<App> app_;
};

}  // namespace kb::test
