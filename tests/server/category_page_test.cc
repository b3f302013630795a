// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>

#include "../support/test_app.h"

using kb::test::TestApp;

namespace {

bool has(const kb::HttpResponse& response, const std::string& text) {
    return response.body.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("a topic of many articles comes in pages, its own articles first", "[pages]") {
    TestApp app;
    app.searcher.categories_list.push_back({"pay/old", "Старое", "", "", kb::Audience::public_});
    const auto add = [&](const std::string& id, const char* category) {
        kb::ArticleView view = app.searcher.articles.front();
        view.card.id = view.card.slug = view.card.title = id;
        view.card.url = "/a/" + id;
        view.card.category = category;
        view.card.audience = kb::Audience::public_;
        app.searcher.articles.push_back(std::move(view));
    };
    for (int i = 0; i < 120; ++i) add("old-" + std::to_string(i), "pay/old");
    for (int i = 0; i < 90; ++i) add("pay-" + std::to_string(i), "pay");
    const auto first = app.get("/c/pay").body;
    const auto count = [](const std::string& page, const std::string& what) {
        std::size_t found = 0;
        for (auto at = page.find(what); at != std::string::npos; at = page.find(what, at + 1)) ++found;
        return found;
    };
    CHECK(count(first, "href=\"/a/pay-") == 90);
    CHECK(count(first, "href=\"/a/pay-") + count(first, "href=\"/a/old-") <= 100);
    CHECK(has(app.get("/c/pay"), "rel=\"next\" href=\"/c/pay?offset=100\""));
    CHECK_FALSE(has(app.get("/c/pay"), "rel=\"prev\""));
    const auto third = app.get("/c/pay?offset=200");
    CHECK(has(third, "rel=\"prev\" href=\"/c/pay?offset=100\""));
    CHECK_FALSE(has(third, "rel=\"next\""));
    CHECK(has(third, ">Старое</a></h2>"));
    std::size_t all = 0;
    for (const char* page : {"/c/pay", "/c/pay?offset=100", "/c/pay?offset=200"}) {
        const auto body = app.get(page).body;
        all += count(body, "href=\"/a/pay-") + count(body, "href=\"/a/old-");
    }
    CHECK(all == 210);
    CHECK(app.get("/c/pay?offset=1000").status == 404);
    CHECK(app.get("/c/pay?offset=-1").status == 422);
    CHECK_FALSE(has(app.get("/c/internet"), "class=\"pager\""));
}
