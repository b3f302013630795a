// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>

#include "server/http/customer_token.h"
#include "server/http/secret_text.h"
#include "tests/support/test_app.h"

using namespace kb;
using kb::test::SignedIn;
using kb::test::TestApp;

namespace {

const std::string kSecret(32, 's');

struct Private {
    Private() {
        app.config.auth.is_private = true;
        app.config.auth.customer_secret = kSecret;
    }
    std::string token(std::int64_t seconds = 3600) {
        return customer_token({"klient-42", unix_seconds(app.clock) + seconds}, kSecret);
    }

    TestApp app;
};

}  // namespace

TEST_CASE("a customer's token is signed and ends", "[customer]") {
    const std::string good = customer_token({"a.b-42@x", 2000}, kSecret);
    CHECK(good == "a.b-42@x.2000." + secret_mac("a.b-42@x.2000", kSecret));
    REQUIRE(read_customer_token(good, kSecret, 1999));
    CHECK(read_customer_token(good, kSecret, 1999)->customer == "a.b-42@x");
    CHECK_FALSE(read_customer_token(good, kSecret, 2000));
    CHECK_FALSE(read_customer_token(good, std::string(32, 'x'), 1999));
    CHECK_FALSE(read_customer_token(good, "", 1999));
    CHECK_FALSE(read_customer_token(customer_token({"a", 2000}, ""), "", 1999));
    CHECK_FALSE(read_customer_token(customer_token({"a", 401 * 86'400 + 10}, kSecret), kSecret, 1));
    CHECK_FALSE(read_customer_token(customer_token({"", 2000}, kSecret), kSecret, 1));
    CHECK_FALSE(read_customer_token(customer_token({"a b", 2000}, kSecret), kSecret, 1));
    for (std::size_t at = 0; at < good.size(); ++at) {
        std::string changed = good;
        changed[at] = changed[at] == '1' ? '2' : '1';
        CHECK_FALSE(read_customer_token(changed, kSecret, 1));
        CHECK_FALSE(read_customer_token(good.substr(0, at), kSecret, 1));
    }
}

TEST_CASE("a private help centre is shut to strangers, by every address", "[customer]") {
    Private house;
    for (const char* target :
         {"/", "/a/card", "/search?q=карта", "/api/v1/search?q=карта", "/api/v1/articles/card",
          "/sitemap.xml", "/changes.atom", "/no/such/page", "/old-card", "/c/money/", "/api/v1/no-such",
          "/widget/api/search?q=карта", "/contact"}) {
        INFO(target);
        const HttpResponse response = house.app.get(target);
        CHECK(response.status == 401);
        CHECK(response.body.find("Карта") == std::string::npos);
        const HttpResponse options = house.app.send("OPTIONS", target);
        CHECK((options.status == 204 || options.status == 401));
        CHECK(options.body.find("Карта") == std::string::npos);
    }
    CHECK(house.app.send("OPTIONS", "/карта").status == 401);
    CHECK(house.app.get("/robots.txt").body == "User-agent: *\nDisallow: /\n");
    CHECK(house.app.get("/sign-in").status == 200);
    CHECK(house.app.get("/healthz").status == 200);
    house.app.config.auth.customer_page = "https://lk.example/help";
    CHECK(house.app.get("/a/card").header("Location") == std::string_view("https://lk.example/help"));
    CHECK(house.app.get("/api/v1/search?q=x").status == 401);
}

TEST_CASE("a customer with a token reads what is public, and no cache keeps it for others", "[customer]") {
    Private house;
    const HttpResponse first = house.app.get("/a/card?hl=ru&customer=" + house.token());
    REQUIRE(first.status == 303);
    CHECK(first.header("Location") == std::string_view("/a/card?hl=ru"));
    const std::string cookie(first.header("Set-Cookie").value_or(""));
    CHECK(cookie.starts_with("kb_customer=klient-42."));
    CHECK(cookie.find("; HttpOnly; SameSite=Lax") != std::string::npos);
    const HttpResponse page = house.app.get("/a/card", {{"cookie", cookie.substr(0, cookie.find(';'))}});
    CHECK(page.status == 200);
    CHECK(page.header("Cache-Control") == std::string_view("private, no-cache"));
    CHECK(page.header("Vary").value_or("").find("Cookie") != std::string::npos);
    CHECK(house.app.get("/api/v1/articles/card", {{"x-customer-token", house.token()}}).status == 200);
    CHECK(house.app.get("/api/v1/articles/rules", {{"x-customer-token", house.token()}}).status == 404);
    CHECK(house.app.get("/api/v1/tickets", {{"x-customer-token", house.token()}}).status == 401);
    CHECK(house.app.get("/a/card?customer=" + house.token(-1)).status == 401);
    CHECK(house.app.get("//evil.example/?customer=" + house.token())
              .header("Location")
              .value_or("/")
              .find("evil") == std::string_view::npos);
}

TEST_CASE("staff read a private help centre with their session", "[customer]") {
    Private house;
    const SignedIn agent = house.app.sign_in(Role::agent);
    CHECK(house.app.get("/a/card", agent.headers()).status == 200);
    CHECK(house.app.get("/a/rules", agent.headers()).status == 200);
}

TEST_CASE("without a secret no token means anything", "[customer]") {
    TestApp app;
    const std::string token = customer_token({"a", unix_seconds(app.clock) + 100}, "");
    CHECK(app.get("/a/card?customer=" + token).status == 200);
    CHECK_FALSE(app.get("/a/card?customer=" + token).header("Set-Cookie"));
}
