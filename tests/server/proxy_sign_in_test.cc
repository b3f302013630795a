// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "indexer/error.h"
#include "tests/support/test_app.h"

using namespace kb;
using kb::test::SignedIn;
using kb::test::TestApp;
using nlohmann::json;

namespace {

struct Proxied {
    Proxied() {
        app.config.auth.proxy_header = "x-remote-user";
        app.config.trusted_proxies = {"192.0.2.1"};
        app.sign_in(Role::agent);
    }
    json me(TestApp::Headers headers) {
        headers.emplace_back("x-forwarded-for", "198.51.100.7");
        return json::parse(app.get("/api/v1/me", headers).body);
    }

    TestApp app;
};

std::string mistake_in(const std::string& yaml) {
    try {
        const auto file = kb::test::TempFolder();
        file.write("kb.yaml", yaml);
        load_config(file / "kb.yaml");
    } catch (const ConfigError& e) {
        return e.what();
    }
    return {};
}

}  // namespace

TEST_CASE("a proxy of ours says who has signed in", "[proxy]") {
    Proxied house;
    CHECK(house.me({{"x-remote-user", "Agent"}})["role"] == "agent");
    CHECK(house.me({{"x-remote-user", "nobody"}})["role"] == "customer");
    CHECK(house.me({{"x-remote-user", ""}})["role"] == "customer");
    CHECK(house.me({{"x-remote-user", "agent, admin"}})["role"] == "customer");
    CHECK(house.me({{"x-remote-user", "agent"}, {"x-remote-user", "agent"}})["role"] == "customer");
    house.app.config.auth.proxy_header.clear();
    CHECK(house.me({{"x-remote-user", "agent"}})["role"] == "customer");
}

TEST_CASE("nobody else may say so", "[proxy]") {
    Proxied house;
    house.app.config.trusted_proxies = {"203.0.113.1"};
    CHECK(house.me({{"x-remote-user", "agent"}})["role"] == "customer");
    CHECK(house.app.get("/a/rules", {{"x-remote-user", "agent"}}).status == 404);
}

TEST_CASE("changes by single sign-on need a word too", "[proxy][csrf]") {
    Proxied house;
    const std::string csrf = house.me({{"x-remote-user", "agent"}})["csrf"];
    CHECK(csrf.size() == 64);
    CHECK(house.app.send("POST", "/account/sessions/end", {{"x-remote-user", "agent"}}).status == 403);
    CHECK(
        house.app.send("POST", "/account/sessions/end", {{"x-remote-user", "agent"}, {"x-csrf-token", csrf}})
            .status == 303);
    house.app.sign_in(Role::writer);
    CHECK(
        house.app.send("POST", "/account/sessions/end", {{"x-remote-user", "writer"}, {"x-csrf-token", csrf}})
            .status == 403);
}

TEST_CASE("logins that the proxy knows and we do not get an account where the settings say so", "[proxy]") {
    Proxied house;
    house.app.config.auth.proxy_creates = "agent";
    CHECK(house.me({{"x-remote-user", "new.person@test.example"}})["role"] == "agent");
    CHECK(house.me({{"x-remote-user", "<b>"}})["role"] == "customer");
    const auto account = house.app.accounts->by_login("new.person@test.example");
    REQUIRE(account);
    CHECK(account->password.empty());
    house.app.sign_in(Role::admin);
    REQUIRE(house.app.accounts->set_disabled(account->id, true) == AccountChange::done);
    CHECK(house.me({{"x-remote-user", "new.person@test.example"}})["role"] == "customer");
}

TEST_CASE("the proxy's header says more than an older cookie", "[proxy]") {
    Proxied house;
    const SignedIn admin = house.app.sign_in(Role::admin);
    CHECK(house.me({{"x-remote-user", "agent"}, {"cookie", "kb_session=" + admin.secret}})["login"] ==
          "agent");
    CHECK(house.me({{"cookie", "kb_session=" + admin.secret}})["login"] == "admin");
}

TEST_CASE("settings of signing in that would open a door are refused", "[proxy][config]") {
    CHECK(mistake_in("auth: {proxy_header: X-Remote-User}\n").find("trusted_proxies") != std::string::npos);
    CHECK(mistake_in("behind_proxy: true\nauth: {proxy_header: X-Remote-User}\n").empty());
    for (const char* header : {"Cookie", "Authorization", "X-Forwarded-User", "Host", "\"X Remote\"",
                               "X-CSRF-Token", "X_Remote_User", "X-Customer-Token"}) {
        INFO(header);
        CHECK(mistake_in(std::string("behind_proxy: true\nauth: {proxy_header: ") + header + "}\n")
                  .find("auth.proxy_header") != std::string::npos);
    }
    CHECK(mistake_in("auth: {customer_secret: short}\n").find("auth.customer_secret") != std::string::npos);
    CHECK(mistake_in("auth: {private: true}\n").find("auth.private") != std::string::npos);
    CHECK(mistake_in("auth: {proxy_creates: admin}\n").find("agent") != std::string::npos);
    CHECK(mistake_in("auth: {session_hours: 0}\n").find("session_hours") != std::string::npos);
}
