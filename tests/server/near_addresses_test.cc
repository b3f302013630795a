// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/near_addresses.h"

#include <catch2/catch.hpp>

#include "../support/test_app.h"

using kb::test::TestApp;

namespace {

std::string first_article(TestApp& app, std::string_view path) {
    const auto near = app.services().searcher.near(kb::Caller::public_, path);
    return near.articles.empty() ? "" : near.articles.front().id;
}

std::string first_category(TestApp& app, std::string_view path) {
    const auto near = app.services().searcher.near(kb::Caller::public_, path);
    return near.categories.empty() ? "" : near.categories.front();
}

}  // namespace

TEST_CASE("an address with a slip, a strange ending or another folder leads to its article", "[pages]") {
    TestApp app;
    for (const char* path :
         {"/a/wifi-setpu", "/a/wfi-setup", "/a/wifisetup", "/a/WiFi_Setup", "/a/wifi-setup.html",
          "/help/old/wifi-setup.php", "/wifi-setup", "/a/wifi-set", "/a/wifi-setup/"}) {
        INFO(path);
        CHECK(first_article(app, path) == "wifi-setup");
    }
    for (const char* path : {"/a/router", "/a/w", "/a/", "/", "/a/setup", "/wp-login.php"}) {
        INFO(path);
        CHECK(first_article(app, path).empty());
    }
}

TEST_CASE("topics are known by id and by name, in either alphabet", "[pages]") {
    TestApp app;
    for (const char* path : {"/c/oplata", "/c/оплата", "/c/Оплата", "/c/Oplatta", "/c/pay", "/oplata-kartoy",
                             "/help/oplata.html"}) {
        INFO(path);
        CHECK(first_category(app, path) == "pay");
    }
    CHECK(first_category(app, "/c/nothing").empty());
}

TEST_CASE("what is hidden stands near no address", "[pages]") {
    TestApp app;
    CHECK(app.services().searcher.near(kb::Caller::public_, "/a/rulse").articles.empty());
    CHECK(app.services().searcher.near(kb::Caller::internal, "/a/rulse").articles.at(0).id == "rules");
    CHECK_FALSE(first_category(app, "/c/pravila") == "rules");
}

TEST_CASE("a page that is not there names what stands near it", "[pages]") {
    TestApp app;
    const auto page = app.get("/a/wifi-setpu");
    CHECK(page.status == 404);
    CHECK(page.body.find("href=\"/a/wifi-setup\"") != std::string::npos);
    CHECK(app.get("/c/oplata").body.find("href=\"/c/pay\"") != std::string::npos);
    CHECK(app.get("/a/" + std::string(2000, 'a')).status == 404);
}

TEST_CASE("a page that is not there offers an article in one language", "[pages]") {
    TestApp app;
    kb::ArticleView english = app.searcher.articles.at(0);
    for (const kb::ArticleView& view : app.searcher.articles)
        if (view.card.id == "wifi-setup") english = view;
    english.card.id = "wifi-setup.en";
    english.card.slug = "wifi-setup.en";
    english.card.url = "/a/wifi-setup.en";
    english.card.lang = "en";
    app.searcher.articles.push_back(english);
    const auto page = app.get("/a/wifi-setpu");
    CHECK(page.body.find("href=\"/a/wifi-setup\"") != std::string::npos);
    CHECK(page.body.find("href=\"/a/wifi-setup.en\"") == std::string::npos);
    CHECK(app.get("/a/wifi-setpu.en").body.find("href=\"/a/wifi-setup.en\"") != std::string::npos);
}
