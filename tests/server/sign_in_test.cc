// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "server/http/account_handlers.h"
#include "server/http/auth.h"
#include "server/http/secret_text.h"
#include "tests/support/test_app.h"

using namespace kb;
using kb::test::SignedIn;
using kb::test::TestApp;
using nlohmann::json;

namespace {

constexpr const char* kForm = "application/x-www-form-urlencoded";
constexpr const char* kPassword = "три слова подряд";

struct Staff {
    Staff() {
        Account account;
        account.login = "anna";
        account.name = "Анна <b>";
        account.role = "agent";
        account.password = password_hash(kPassword, PasswordCost::least);
        id = *app.accounts->add(account, unix_seconds(app.clock));
    }
    HttpResponse sign_in(const std::string& login, const std::string& password, const std::string& next = "",
                         TestApp::Headers headers = {}) {
        headers.emplace_back("content-type", kForm);
        return app.send("POST", "/sign-in", headers,
                        "login=" + percent_encode(login) + "&password=" + percent_encode(password) +
                            "&next=" + percent_encode(next));
    }

    TestApp app;
    std::int64_t id = 0;
};

// «kb_session=…» of Set-Cookie.
std::string cookie_in(const HttpResponse& response) {
    const std::string value(response.header("Set-Cookie").value_or(""));
    return value.substr(0, value.find(';'));
}

std::string role_in(TestApp& app, const TestApp::Headers& headers) {
    return json::parse(app.get("/api/v1/me", headers).body)["role"];
}

}  // namespace

TEST_CASE("who signs in gets a cookie, and with it the role of the account", "[sign-in]") {
    Staff staff;
    const HttpResponse response = staff.sign_in(" ANNA ", kPassword, "/a/rules?x=1");
    REQUIRE(response.status == 303);
    CHECK(response.header("Location") == std::string_view("/a/rules?x=1"));
    const std::string cookie(response.header("Set-Cookie").value_or(""));
    CHECK(cookie.find("; HttpOnly") != std::string::npos);
    CHECK(cookie.find("; SameSite=Lax") != std::string::npos);
    CHECK(cookie.find("; Path=/;") != std::string::npos);
    CHECK(cookie.find("Secure") == std::string::npos);
    const TestApp::Headers headers = {{"cookie", "a=b; " + cookie_in(response) + "; c=d"}};
    CHECK(staff.app.get("/a/rules").status == 404);
    const HttpResponse article = staff.app.get("/a/rules", headers);
    CHECK(article.status == 200);
    CHECK(article.header("Cache-Control") == std::string_view("private, no-store"));
    CHECK(article.header("Vary") == std::string_view("Authorization, Cookie"));
    CHECK(article.body.find("Анна &lt;b&gt;") != std::string::npos);
    const json me = json::parse(staff.app.get("/api/v1/me", headers).body);
    CHECK(me["role"] == "agent");
    CHECK(me["login"] == "anna");
    CHECK(article.body.find(me["csrf"].get<std::string>()) != std::string::npos);
}

TEST_CASE("nobody is a customer", "[sign-in]") {
    TestApp app;
    CHECK(app.get("/api/v1/me").body == R"({"role":"customer","name":"","login":"","csrf":""})");
    TestApp storeless(false);
    CHECK(storeless.get("/api/v1/me", {{"cookie", "kb_session=" + std::string(64, 'a')}}).status == 200);
    CHECK(storeless.get("/sign-in").status == 503);
}

TEST_CASE("an unknown login, a wrong password and a closed account are answered alike", "[sign-in]") {
    Staff staff;
    const HttpResponse unknown = staff.sign_in("nobody", kPassword);
    const HttpResponse wrong = staff.sign_in("anna", "не то, совсем не то");
    Account shut;
    shut.login = "shut";
    shut.role = "agent";
    shut.password = password_hash(kPassword, PasswordCost::least);
    const auto id = staff.app.accounts->add(shut, 1);
    REQUIRE(staff.app.accounts->set_disabled(*id, true) == AccountChange::done);
    const HttpResponse disabled = staff.sign_in("shut", kPassword);
    const auto plain = [](const HttpResponse& response, const std::string& login) {
        std::string body = response.body;
        for (std::size_t at = body.find(login); at != std::string::npos; at = body.find(login))
            body.replace(at, login.size(), "_");
        return body;
    };
    CHECK(unknown.status == 401);
    CHECK(wrong.status == 401);
    CHECK(disabled.status == 401);
    CHECK_FALSE(disabled.header("Set-Cookie"));
    CHECK(plain(unknown, "nobody") == plain(wrong, "anna"));
    CHECK(plain(unknown, "nobody") == plain(disabled, "shut"));
}

TEST_CASE("sign-in slows down, the same for logins that exist and those that do not", "[sign-in]") {
    for (const char* login : {"anna", "nobody"}) {
        Staff staff;
        int tried = 0;
        while (staff.sign_in(login, "не тот пароль").status == 401 && tried < 100) ++tried;
        INFO(login);
        CHECK(tried == 10);
        const HttpResponse refused = staff.sign_in(login, kPassword);
        CHECK(refused.status == 429);
        CHECK(refused.header("Retry-After"));
        CHECK(staff.sign_in("somebody", "не тот пароль").status == 401);
    }
}

TEST_CASE("next leads to our own pages only", "[sign-in]") {
    for (const char* next : {"https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example",
                             "javascript:alert(1)", "/%0d%0aSet-Cookie:x", "/a\r\nX: y", "", "evil", " /a",
                             "/\t/evil.example", "/sign-in", "/sign-out"}) {
        INFO(next);
        const std::string to = safe_next(next, "/home");
        const bool is_plain = to == "/home" || to == "/%0d%0aSet-Cookie:x";  // escapes stay escapes
        CHECK(is_plain);
    }
    CHECK(safe_next("/desk/tickets/1-2?q=%D1%81", "/") == "/desk/tickets/1-2?q=%D1%81");
    CHECK(safe_next("/" + std::string(2000, 'a'), "/home") == "/home");
}

TEST_CASE("a session that a browser brings along is never taken over", "[sign-in]") {
    Staff staff;
    const std::string planted(64, 'a');
    const HttpResponse first = staff.sign_in("anna", kPassword, "", {{"cookie", "kb_session=" + planted}});
    CHECK(cookie_in(first) != "kb_session=" + planted);
    CHECK(role_in(staff.app, {{"cookie", "kb_session=" + planted}}) == "customer");
    const HttpResponse second = staff.sign_in("anna", kPassword, "", {{"cookie", cookie_in(first)}});
    CHECK(cookie_in(second) != cookie_in(first));
    CHECK(role_in(staff.app, {{"cookie", cookie_in(second)}}) == "agent");
}

TEST_CASE("behind TLS the cookie is Secure and only that one counts", "[sign-in]") {
    Staff staff;
    staff.app.config.trusted_proxies = {"192.0.2.1"};
    const TestApp::Headers tls = {{"x-forwarded-proto", "https"}, {"x-forwarded-for", "198.51.100.1"}};
    const HttpResponse response = staff.sign_in("anna", kPassword, "", tls);
    const std::string cookie(response.header("Set-Cookie").value_or(""));
    CHECK(cookie.starts_with("__Host-kb_session="));
    CHECK(cookie.find("; Secure") != std::string::npos);
    TestApp::Headers with = tls;
    with.emplace_back("cookie", cookie_in(response));
    CHECK(role_in(staff.app, with) == "agent");
    TestApp::Headers tossed = tls;  // what a neighbour's host could set
    tossed.emplace_back("cookie", cookie_in(response).substr(7));
    CHECK(role_in(staff.app, tossed) == "customer");
    staff.app.config.trusted_proxies.clear();  // nobody who may say so: plain HTTP
    CHECK(std::string(staff.sign_in("anna", kPassword, "", tls).header("Set-Cookie").value_or(""))
              .starts_with("kb_session="));
}

TEST_CASE("who signs in inside the panel's frame gets a cookie of that frame, everybody else a Lax one",
          "[sign-in]") {
    Staff staff;
    staff.app.config.site_url = "https://help.example";
    const auto cookie = [&](const TestApp::Headers& headers) {
        return std::string(staff.sign_in("anna", kPassword, "", headers).header("Set-Cookie").value_or(""));
    };
    const TestApp::Headers framed = {{"sec-fetch-dest", "iframe"}, {"sec-fetch-site", "same-origin"}};
    const TestApp::Headers whole = {{"sec-fetch-dest", "document"}, {"sec-fetch-site", "same-origin"}};
    CHECK(cookie(framed).ends_with("; HttpOnly; SameSite=Lax; Secure"));  // no site may hold the panel
    staff.app.config.desk.panel_origins = {"https://crm.example"};
    CHECK(cookie(framed).starts_with("__Host-kb_session="));
    CHECK(cookie(framed).ends_with("; HttpOnly; SameSite=None; Secure; Partitioned"));
    CHECK(cookie(whole).ends_with("; HttpOnly; SameSite=Lax; Secure"));
    CHECK(cookie({}).ends_with("; HttpOnly; SameSite=Lax; Secure"));
    staff.app.config.site_url.clear();  // without TLS there is no such cookie
    CHECK(cookie(framed).ends_with("; HttpOnly; SameSite=Lax"));
}

TEST_CASE("a dead cookie beside a living one shuts nobody out", "[sign-in]") {
    Staff staff;
    const std::string first = cookie_in(staff.sign_in("anna", kPassword));
    const std::string second = cookie_in(staff.sign_in("anna", kPassword));
    const std::string dead = "kb_session=" + std::string(64, '0');
    CHECK(role_in(staff.app, {{"cookie", dead + "; " + second}}) == "agent");
    CHECK(role_in(staff.app, {{"cookie", second + "; " + dead}}) == "agent");
    CHECK(role_in(staff.app, {{"cookie", dead + "; " + dead}}) == "customer");
    std::string many;
    for (int i = 0; i < 5; ++i) many += dead + "; ";
    CHECK(role_in(staff.app, {{"cookie", many + first}}) == "customer");  // nobody sends so many
    staff.sign_in("anna", kPassword, "", {{"cookie", dead + "; " + first + "; " + second}});
    for (const std::string& one : {first, second}) CHECK(role_in(staff.app, {{"cookie", one}}) == "customer");
}

TEST_CASE("the sign-in form may be held by those who may hold the panel, and on its way there only",
          "[sign-in]") {
    Staff staff;
    staff.app.config.desk.panel_origins = {"https://crm.example"};
    const auto frames_of = [&](const std::string& target) {
        const std::string policy(staff.app.get(target).header("Content-Security-Policy").value_or(""));
        const auto at = policy.find("frame-ancestors ");
        return policy.substr(at, policy.find(';', at) - at);
    };
    CHECK(frames_of("/sign-in?next=/desk?panel") == "frame-ancestors https://crm.example");
    CHECK(frames_of("/sign-in?next=/desk?panel%26hl=en") == "frame-ancestors https://crm.example");
    for (const char* target : {"/sign-in?next=/desk", "/sign-in?next=/desk?panelx", "/sign-in?next=/account",
                               "/sign-in?next=//evil.example/desk?panel", "/sign-in"})
        CHECK(frames_of(target) == "frame-ancestors 'none'");
    staff.app.config.desk.panel_origins.clear();
    CHECK(frames_of("/sign-in?next=/desk?panel") == "frame-ancestors 'none'");
}

TEST_CASE("where the browser would not keep it the panel asks for no password", "[sign-in]") {
    Staff staff;
    staff.app.config.desk.panel_origins = {"https://crm.example"};
    const TestApp::Headers foreign = {{"sec-fetch-dest", "iframe"}, {"sec-fetch-site", "cross-site"}};
    const auto asks = [&](const TestApp::Headers& headers) {
        return staff.app.get("/sign-in?next=/desk?panel", headers).body.find("type=\"password\"") !=
               std::string::npos;
    };
    CHECK_FALSE(asks(foreign));
    CHECK(asks({{"sec-fetch-dest", "iframe"}, {"sec-fetch-site", "same-site"}}));
    CHECK(asks({{"sec-fetch-dest", "document"}, {"sec-fetch-site", "none"}}));
    CHECK(asks({}));
    staff.app.config.site_url = "https://help.example";
    CHECK(asks(foreign));
}

TEST_CASE("another site cannot sign anybody in", "[sign-in]") {
    Staff staff;
    for (const TestApp::Headers& headers :
         {TestApp::Headers{{"sec-fetch-site", "cross-site"}},
          TestApp::Headers{{"sec-fetch-site", "same-site"}},
          TestApp::Headers{{"origin", "https://evil.example"}, {"host", "help.example"}},
          TestApp::Headers{{"origin", "null"}, {"host", "help.example"}}}) {
        const HttpResponse response = staff.sign_in("anna", kPassword, "", headers);
        CHECK(response.status == 403);
        CHECK_FALSE(response.header("Set-Cookie"));
    }
    CHECK(staff.sign_in("anna", kPassword, "", {{"origin", "http://help.example"}, {"host", "help.example"}})
              .status == 303);
}

TEST_CASE("a change that rides on a cookie needs the word of its own session", "[sign-in][csrf]") {
    TestApp app;
    const SignedIn agent = app.sign_in(Role::agent);
    const SignedIn admin = app.sign_in(Role::admin);
    CHECK(app.send("POST", "/sign-out", agent.cookie_only()).status == 403);
    CHECK(app.send("POST", "/sign-out",
                   {{"cookie", "kb_session=" + agent.secret}, {"x-csrf-token", admin.csrf}})
              .status == 403);
    CHECK(app.send("POST", "/sign-out", {{"cookie", "kb_session=" + agent.secret}, {"x-csrf-token", ""}})
              .status == 403);
    CHECK(role_in(app, agent.cookie_only()) == "agent");
    CHECK(app.send("POST", "/sign-out", {{"cookie", "kb_session=" + agent.secret}, {"content-type", kForm}},
                   "csrf=" + agent.csrf)
              .status == 303);
    CHECK(role_in(app, agent.cookie_only()) == "customer");
    CHECK(role_in(app, admin.cookie_only()) == "admin");
}

TEST_CASE("a form for everyone that comes without the word is a customer's", "[sign-in][csrf]") {
    TestApp app;
    const SignedIn agent = app.sign_in(Role::agent);
    const std::string body = R"({"text":"секретно: правила второй линии","limit":5})";
    auto headers = agent.headers({{"content-type", "application/json"}});
    CHECK(app.send("POST", "/api/v1/suggest", headers, body).header("Cache-Control") ==
          std::string_view("private, no-store"));
    headers = agent.cookie_only();
    headers.emplace_back("content-type", "application/json");
    const HttpResponse response = app.send("POST", "/api/v1/suggest", headers, body);
    CHECK(response.status == 200);
    CHECK(response.body == app.post_json("/api/v1/suggest", body).body);
}

TEST_CASE("sessions end: by time, by their last day, with the account", "[sign-in]") {
    TestApp app;
    const SignedIn agent = app.sign_in(Role::agent);
    app.clock.ahead += std::chrono::hours(11);
    CHECK(role_in(app, agent.cookie_only()) == "agent");
    app.store->flush();
    app.clock.ahead += std::chrono::hours(11);  // used meanwhile, so it lives on
    CHECK(role_in(app, agent.cookie_only()) == "agent");
    app.store->flush();
    app.clock.ahead += std::chrono::hours(13);
    CHECK(role_in(app, agent.cookie_only()) == "customer");

    const SignedIn writer = app.sign_in(Role::writer);
    for (int hours = 0; hours < 30 * 24; hours += 8) {
        app.clock.ahead += std::chrono::hours(8);
        app.get("/api/v1/me", writer.cookie_only());
        app.store->flush();
    }
    CHECK(role_in(app, writer.cookie_only()) == "customer");

    app.sign_in(Role::admin);
    const SignedIn other = app.sign_in(Role::agent);
    REQUIRE(app.accounts->set_disabled(other.account_id, true) == AccountChange::done);
    CHECK(role_in(app, other.cookie_only()) == "customer");
    REQUIRE(app.accounts->set_disabled(other.account_id, false) == AccountChange::done);
    CHECK(role_in(app, other.cookie_only()) == "customer");  // it stays ended
}

TEST_CASE("a role that changes is the session's role at once", "[sign-in]") {
    TestApp app;
    const SignedIn agent = app.sign_in(Role::agent);
    REQUIRE(app.accounts->set_role(agent.account_id, "writer") == AccountChange::done);
    CHECK(role_in(app, agent.cookie_only()) == "writer");
}

TEST_CASE("pages for staff send a stranger to sign in and then back", "[sign-in]") {
    TestApp app;
    const SignedIn agent = app.sign_in(Role::agent);
    CHECK(app.get("/sign-in?next=/a/rules", agent.cookie_only()).header("Location") ==
          std::string_view("/a/rules"));
    CHECK(app.get("/sign-in?next=//evil.example", agent.cookie_only()).header("Location") ==
          std::string_view(staff_home()));
    const HttpResponse page = app.get("/sign-in?next=/a/rules");
    CHECK(page.status == 200);
    CHECK(page.header("Cache-Control") == std::string_view("no-store"));
    CHECK(page.body.find("name=\"next\" value=\"/a/rules\"") != std::string::npos);
}

TEST_CASE("what is drawn is 256 bits and kept as a hash", "[secret]") {
    CHECK(drawn_secret() != drawn_secret());
    CHECK(looks_drawn(drawn_secret()));
    CHECK_FALSE(looks_drawn(std::string(64, 'A')));
    CHECK_FALSE(looks_drawn("abc"));
    CHECK(secret_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    TestApp app;
    const SignedIn agent = app.sign_in(Role::agent);
    for (const SqlRow& row : app.store->rows("SELECT hash FROM sessions"))
        CHECK(text_of(row.at(0)) == secret_hash(agent.secret));
}
