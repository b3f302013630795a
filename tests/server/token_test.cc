// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "server/http/scope.h"
#include "tests/support/test_app.h"

using namespace kb;
using kb::test::SignedIn;
using kb::test::TestApp;
using nlohmann::json;

namespace {

constexpr const char* kForm = "application/x-www-form-urlencoded";

// The token that stands in the page which made it.
std::string token_in(const HttpResponse& response) {
    const auto at = response.body.find("kbt_");
    return at == std::string::npos ? "" : response.body.substr(at, 4 + 64);
}

struct Maker {
    std::string make(const std::string& body) {
        return token_in(app.send("POST", "/account/tokens", who.headers({{"content-type", kForm}}), body));
    }
    std::string role_with(const std::string& token) {
        const HttpResponse response = app.get("/api/v1/me", {{"authorization", "Bearer " + token}});
        return response.status == 200 ? json::parse(response.body)["role"].get<std::string>()
                                      : std::to_string(response.status);
    }
    int status(const std::string& target, const std::string& token) {
        return app.get(target, {{"authorization", "Bearer " + token}}).status;
    }

    TestApp app;
    SignedIn who = app.sign_in(Role::writer);
};

}  // namespace

TEST_CASE("a token does what is ticked and no more", "[tokens]") {
    Maker maker;
    const std::string token = maker.make("name=CRM&scope=tickets&role=agent&days=30");
    REQUIRE(token.size() == 68);
    CHECK(maker.role_with(token) == "agent");
    CHECK(maker.status("/api/v1/tickets", token) == 200);
    CHECK(maker.status("/api/v1/articles/card", token) == 200);
    CHECK(maker.status("/api/v1/articles/rules", token) == 404);  // `read` is not ticked
    CHECK(maker.status("/account", token) == 403);
    CHECK(maker.status("/api/v1/cases", token) == 403);
    const std::string reader = maker.make("name=Reader&scope=read&role=agent&days=30");
    CHECK(maker.status("/api/v1/articles/rules", reader) == 200);
    CHECK(maker.status("/api/v1/tickets", reader) == 403);
}

TEST_CASE("a token is kept as a hash, remembers its use and asks for no CSRF word", "[tokens]") {
    Maker maker;
    const std::string token = maker.make("name=CRM&scope=cases&scope=read&role=agent&days=0");
    const HttpResponse response =
        maker.app.send("POST", "/api/v1/cases",
                       {{"authorization", "Bearer " + token}, {"content-type", "application/json"}}, "[]");
    CHECK(response.status != 401);
    CHECK(response.status != 403);
    maker.app.store->flush();
    const auto kept = maker.app.account_desk->tokens.list(maker.who.account_id);
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].seen_s > 0);
    CHECK(kept[0].expires_s == 0);
    const auto rows = maker.app.store->rows("SELECT hash FROM api_tokens");
    CHECK(text_of(rows[0][0]) == secret_hash(token.substr(4)));
}

TEST_CASE("a token never has more of a role than its account", "[tokens]") {
    Maker maker;
    CHECK(maker.make("name=a&scope=read&role=admin&days=30").empty());
    const std::string token = maker.make("name=a&scope=read&role=writer&days=30");
    CHECK(maker.role_with(token) == "writer");
    REQUIRE(maker.app.accounts->set_role(maker.who.account_id, "agent") == AccountChange::done);
    CHECK(maker.role_with(token) == "agent");
    REQUIRE(maker.app.accounts->set_disabled(maker.who.account_id, true) == AccountChange::done);
    CHECK(maker.role_with(token) == "401");
}

TEST_CASE("a token ends when it is revoked and when its time is up", "[tokens]") {
    Maker maker;
    const std::string token = maker.make("name=a&scope=read&role=agent&days=30");
    const std::string id = std::to_string(maker.app.account_desk->tokens.list(maker.who.account_id)[0].id);
    const SignedIn other = maker.app.sign_in(Role::admin);
    CHECK(maker.app.send("POST", "/account/tokens/" + id + "/revoke", other.headers()).status == 404);
    CHECK(maker.role_with(token) == "agent");
    maker.app.clock.ahead += std::chrono::hours(30 * 24 + 1);
    CHECK(maker.role_with(token) == "401");
    maker.app.clock.ahead -= std::chrono::hours(24);
    CHECK(maker.role_with(token) == "agent");
    maker.app.clock.ahead = std::chrono::seconds(0);
    CHECK(maker.app.send("POST", "/account/tokens/" + id + "/revoke", maker.who.headers()).status == 303);
    CHECK(maker.role_with(token) == "401");
}

TEST_CASE("forms for tokens say what is missing", "[tokens]") {
    Maker maker;
    for (const char* body :
         {"", "name=a&role=agent&days=30", "scope=read&role=agent&days=30",
          "name=a&scope=everything&role=agent&days=30", "name=a&scope=read&role=agent&days=31",
          "name=a&scope=read&role=customer&days=30", "name=%20&scope=read&role=agent&days=30"}) {
        INFO(body);
        const HttpResponse response =
            maker.app.send("POST", "/account/tokens", maker.who.headers({{"content-type", kForm}}), body);
        CHECK(response.status == 422);
        CHECK(response.body.find("id=\"token-problem\"") != std::string::npos);
    }
    for (int i = 0; i < 50; ++i) maker.make("name=a&scope=read&role=agent&days=30");
    CHECK(maker.make("name=a&scope=read&role=agent&days=30").empty());
}

TEST_CASE("broken tokens are refused, all alike", "[tokens]") {
    Maker maker;
    const std::string token = maker.make("name=a&scope=read&role=agent&days=30");
    std::string changed = token;
    changed.back() = changed.back() == '0' ? '1' : '0';
    for (const std::string& wrong :
         {changed, std::string("kbt_"), token + "0", token.substr(4), "kbt_" + std::string(64, 'A'),
          std::string("kbt_'; DROP TABLE accounts")})
        CHECK(maker.role_with(wrong) == "401");
}

TEST_CASE("scopes are words of a fixed list", "[tokens]") {
    CHECK(scope_names(scopes_of("tickets read")) == "read tickets");
    CHECK(scopes_of("").is_empty());
    CHECK(scopes_of("admin everything").is_empty());
    CHECK(scope_names(all_scopes()) == "read tickets cases desk write");
}
