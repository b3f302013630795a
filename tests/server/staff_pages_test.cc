// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "server/http/audit.h"
#include "tests/support/test_app.h"

using namespace kb;
using kb::test::SignedIn;
using kb::test::TestApp;
using nlohmann::json;

namespace {

constexpr const char* kForm = "application/x-www-form-urlencoded";
constexpr const char* kPassword =
    "%D1%82%D1%80%D0%B8+%D1%81%D0%BB%D0%BE%D0%B2%D0%B0+%D0%BF%D0%BE%D0%B4%D1%80%D1%8F%D0%B4";

struct House {
    HttpResponse post(const SignedIn& who, const std::string& target, const std::string& body = "") {
        return app.send("POST", target, who.headers({{"content-type", kForm}}), body);
    }
    HttpResponse post_form(const std::string& target, const std::string& body) {
        return app.send("POST", target, {{"content-type", kForm}}, body);
    }
    std::string role_of(const SignedIn& who) {
        return json::parse(app.get("/api/v1/me", who.cookie_only()).body)["role"];
    }
    std::vector<std::string> actions() {
        app.store->flush();
        std::vector<std::string> found;
        for (const StoredAudit& row : app.account_desk->audit.list(0, 100)) found.push_back(row.entry.action);
        return found;
    }

    TestApp app;
};

std::string link_in(const HttpResponse& response) {
    const auto at = response.body.find("/sign-in/link/");
    return at == std::string::npos ? "" : response.body.substr(at, 14 + 64);
}

}  // namespace

TEST_CASE("the first link makes an admin, once, and signs in", "[links]") {
    House house;
    const std::string secret = drawn_secret();
    const std::int64_t now_s = unix_seconds(house.app.clock);
    house.app.accounts->add_link(secret_hash(secret), 0, now_s + 86'400);
    const std::string target = "/sign-in/link/" + secret;
    CHECK(house.app.get(target).status == 200);
    CHECK(house.app.get(target).status == 200);  // opening it uses nothing up
    CHECK(house.app.get("/sign-in/link/" + drawn_secret()).status == 404);
    CHECK(house.post_form(target, "login=x").status == 422);
    CHECK(
        house.post_form(target, std::string("login=Boss&name=%D0%90&password=") + kPassword + "&again=other")
            .status == 422);
    CHECK(house.app.accounts->is_empty());
    const HttpResponse done = house.post_form(
        target, std::string("login=Boss&name=%D0%90&password=") + kPassword + "&again=" + kPassword);
    REQUIRE(done.status == 303);
    const std::string cookie(done.header("Set-Cookie").value_or(""));
    CHECK(json::parse(
              house.app.get("/api/v1/me", {{"cookie", cookie.substr(0, cookie.find(';'))}}).body)["role"] ==
          "admin");
    CHECK(house.app.accounts->by_login("boss")->name == "А");
    CHECK(house.app.get(target).status == 404);
    CHECK(house.post_form(target, std::string("login=two&password=") + kPassword + "&again=" + kPassword)
              .status == 404);
    CHECK(house.actions() == std::vector<std::string>{"user.first"});
}

TEST_CASE("a link is too old after its day", "[links]") {
    House house;
    const std::string secret = drawn_secret();
    house.app.accounts->add_link(secret_hash(secret), 0, unix_seconds(house.app.clock) + 86'400);
    house.app.clock.ahead += std::chrono::hours(25);
    CHECK(house.app.get("/sign-in/link/" + secret).status == 404);
    CHECK(house
              .post_form("/sign-in/link/" + secret,
                         std::string("login=boss&password=") + kPassword + "&again=" + kPassword)
              .status == 404);
}

TEST_CASE("an admin adds somebody, who sets a password by the link and signs in with it", "[users]") {
    House house;
    const SignedIn admin = house.app.sign_in(Role::admin);
    const HttpResponse made =
        house.post(admin, "/admin/users", "login=Vera&name=%D0%92%D0%B5%D1%80%D0%B0&role=writer");
    REQUIRE(made.status == 201);
    CHECK(made.header("Cache-Control") == std::string_view("private, no-store"));
    const std::string link = link_in(made);
    CHECK(house.post(admin, "/admin/users", "login=vera&role=agent").status == 422);
    CHECK(house.post_form("/sign-in", std::string("login=vera&password=") + kPassword).status == 401);
    CHECK(house.post_form(link, std::string("password=") + kPassword + "&again=" + kPassword).status == 303);
    CHECK(house.app.get(link).status == 404);
    CHECK(house.post_form("/sign-in", std::string("login=vera&password=") + kPassword).status == 303);
    CHECK(house.app.accounts->by_login("vera")->role == "writer");
    CHECK(house.actions() ==
          std::vector<std::string>{"sign-in", "password.link", "sign-in.failed", "user.added"});
}

TEST_CASE("what an admin changes is felt by open sessions at once", "[users]") {
    House house;
    const SignedIn admin = house.app.sign_in(Role::admin);
    const SignedIn agent = house.app.sign_in(Role::agent);
    const std::string base = "/admin/users/" + std::to_string(agent.account_id);
    CHECK(house.post(admin, base + "/role", "role=writer").status == 303);
    CHECK(house.role_of(agent) == "writer");
    CHECK(house.post(admin, base + "/role", "role=customer").status == 422);
    CHECK(house.post(admin, base + "/disable").status == 303);
    CHECK(house.role_of(agent) == "customer");
    CHECK(house.post(admin, base + "/link").status == 422);
    CHECK(house.post(admin, base + "/enable").status == 303);
    CHECK(house.role_of(agent) == "customer");
    const std::string own = "/admin/users/" + std::to_string(admin.account_id);
    CHECK(house.post(admin, own + "/disable").status == 422);  // the last one
    CHECK(house.post(admin, own + "/role", "role=agent").status == 422);
    CHECK(house.post(admin, "/admin/users/999/role", "role=agent").status == 404);
    CHECK(house.post(admin, "/admin/users/1x/disable").status == 404);
}

TEST_CASE("agents and writers have no way to users and the log", "[users]") {
    House house;
    for (const Role role : {Role::agent, Role::writer}) {
        const SignedIn one = house.app.sign_in(role);
        CHECK(house.app.get("/admin/users", one.headers()).status == 403);
        CHECK(house.app.get("/admin/audit", one.headers()).status == 403);
        CHECK(house.post(one, "/admin/users", "login=x1&role=admin").status == 403);
    }
    CHECK_FALSE(house.app.accounts->by_login("x1"));
}

TEST_CASE("one's own page lists and ends one's own sessions", "[account]") {
    House house;
    const SignedIn here = house.app.sign_in(Role::agent);
    const SignedIn there = house.app.sign_in(Role::agent);
    const SignedIn admin = house.app.sign_in(Role::admin);
    const std::string page = house.app.get("/account", here.headers()).body;
    CHECK(page.find("/account/sessions/" + std::to_string(there.session_id) + "/end") != std::string::npos);
    CHECK(page.find("/account/sessions/" + std::to_string(here.session_id) + "/end") == std::string::npos);
    CHECK(page.find(there.secret) == std::string::npos);
    const std::string end_admin = "/account/sessions/" + std::to_string(admin.session_id) + "/end";
    CHECK(house.post(here, end_admin).status == 404);
    CHECK(house.role_of(admin) == "admin");
    CHECK(house.post(here, "/account/sessions/" + std::to_string(there.session_id) + "/end").status == 303);
    CHECK(house.role_of(there) == "customer");
    const SignedIn again = house.app.sign_in(Role::agent);
    CHECK(house.post(here, "/account/sessions/end").status == 303);
    CHECK(house.role_of(again) == "customer");
    CHECK(house.role_of(here) == "agent");
}

TEST_CASE("changing the password asks for the present one and ends other sessions", "[account]") {
    House house;
    const SignedIn here = house.app.sign_in(Role::agent);
    house.app.accounts->set_password(here.account_id, password_hash("три слова подряд", PasswordCost::least),
                                     here.session_id);
    const SignedIn there = house.app.sign_in(Role::agent);
    const std::string fresh = "new=other+words+here&again=other+words+here";
    CHECK(house.post(here, "/account/password", "password=wrong+words+here&" + fresh).status == 422);
    CHECK(
        house.post(here, "/account/password", std::string("password=") + kPassword + "&new=short&again=short")
            .status == 422);
    CHECK(house
              .post(here, "/account/password",
                    std::string("password=") + kPassword + "&new=other+words+here&again=others+words")
              .status == 422);
    CHECK(house.role_of(there) == "agent");
    CHECK(house.post(here, "/account/password", std::string("password=") + kPassword + "&" + fresh).status ==
          303);
    CHECK(house.role_of(here) == "agent");
    CHECK(house.role_of(there) == "customer");
    CHECK(house.post_form("/sign-in", "login=agent&password=other+words+here").status == 303);
}

TEST_CASE("what people typed cannot break out of the pages", "[account]") {
    House house;
    const SignedIn admin = house.app.sign_in(Role::admin);
    const std::string evil = "%3Cscript%3Ealert(1)%3C/script%3E%22%3E";
    house.post(admin, "/admin/users", "login=vera&role=agent&name=" + evil);
    house.post(admin, "/account/tokens", "scope=read&role=agent&days=30&name=" + evil);
    note_change_by(house.app.services(), HttpRequest{}, 0, "<script>alert(1)</script>", "<script>.x",
                   "<script>\n\r\x7f");
    house.app.store->flush();
    for (const char* target : {"/admin/users", "/account", "/admin/audit"})
        CHECK(house.app.get(target, admin.headers()).body.find("<script>alert") == std::string::npos);
    CHECK(house.app.get("/account?done=%3Cscript%3E", admin.headers()).status == 200);
    CHECK(house.app.get("/account?done=sign_in_title", admin.headers()).body.find("class=\"done\"") ==
          std::string::npos);
}

TEST_CASE("the log says who did what from where, newest first, and forgets", "[audit]") {
    House house;
    const SignedIn admin = house.app.sign_in(Role::admin);
    house.post(admin, "/admin/users", "login=vera&role=agent");
    house.app.store->flush();
    const auto entries = house.app.account_desk->audit.list(0, 10);
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].entry.who == "admin");
    CHECK(entries[0].entry.object == "vera (agent)");
    CHECK(entries[0].entry.address == "192.0.2.1");
    CHECK(house.app.get("/admin/audit", admin.headers()).body.find("Заведён сотрудник") != std::string::npos);
    AuditStore& audit = house.app.account_desk->audit;
    for (int i = 0; i < 150; ++i) audit.add({unix_seconds(house.app.clock), 1, "admin", "test.word", "", ""});
    house.app.store->flush();
    const std::string first = house.app.get("/admin/audit", admin.headers()).body;
    const auto more = first.find("/admin/audit?before=");
    REQUIRE(more != std::string::npos);
    const std::string next = first.substr(more, first.find('"', more) - more);
    CHECK(house.app.get(next, admin.headers()).body.find("vera (agent)") != std::string::npos);
    audit.prune(365, unix_seconds(house.app.clock) + 366 * 86'400);
    house.app.store->flush();
    CHECK(audit.list(0, 10).empty());
}

TEST_CASE("a login that does not exist is not written down: it may be a password", "[audit]") {
    House house;
    house.post_form("/sign-in", "login=my+secret+password&password=x");
    house.app.store->flush();
    const auto entries = house.app.account_desk->audit.list(0, 10);
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].entry.who == "?");
    CHECK(entries[0].entry.object.empty());
}
