// SPDX-License-Identifier: GPL-2.0-or-later
// Who may call what: every route of the program is called as everybody there is, and what comes out is held
// against tests/cases/access.tsv. A route without a line there fails, and so does a line without a route.
#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <map>

#include "server/http/routes.h"
#include "server/http/scope.h"
#include "tests/support/table.h"
#include "tests/support/test_app.h"

using namespace kb;
using kb::test::SignedIn;
using kb::test::TestApp;

namespace {

// What the gate says, not the handler: "sign-in" (303), "401", "403" or "yes".
std::string verdict(const HttpResponse& response) {
    if (response.header("Location").value_or("").starts_with("/sign-in?next=")) return "sign-in";
    if (response.status == 401) return "401";
    if (response.status == 403) return "403";
    return "yes";
}

// What no handler that wants a body takes, so that it refuses in its own way (415).
TestApp::Headers with_odd_body(TestApp::Headers headers, const Route& route) {
    if (std::string_view(route.method) != "GET") headers.emplace_back("content-type", "text/plain");
    return headers;
}

// An argument that names nothing: what may be called answers 404.
std::string target_of(const Route& route) {
    std::string target = route.pattern;
    const auto open = target.find('{');
    return open == std::string::npos ? target
                                     : target.replace(open, target.find('}') - open + 1, "no-such-thing");
}

std::string ask(TestApp& app, const Route& route, const TestApp::Headers& headers = {}) {
    return verdict(app.send(route.method, target_of(route), with_odd_body(headers, route), "x"));
}

std::string ask_as(Role role, const Route& route) {
    TestApp app;
    const SignedIn one = app.sign_in(role);
    return ask(app, route, one.headers());
}

// A token of an admin with these scopes.
std::string ask_with(ScopeSet scopes, const Route& route) {
    TestApp app;
    const SignedIn admin = app.sign_in(Role::admin);
    const std::string secret = drawn_secret();
    app.account_desk->tokens.add(
        {secret_hash(secret), admin.account_id, "test", "admin", scope_names(scopes), 1000, 0});
    return ask(app, route, {{"authorization", "Bearer " + std::string(kTokenPrefix) + secret}});
}

// "any" token, one with the scope that is named, or none: "person".
std::string token_column(const Route& route) {
    std::string needed;
    for (const Scope scope : kScopes) {
        ScopeSet one;
        one.add(scope);
        if (ask_with(one, route) == "yes")
            needed += (needed.empty() ? "" : " ") + std::string(scope_name(scope));
    }
    if (needed == scope_names(all_scopes())) return "any";
    return needed.empty() ? "person" : needed;
}

std::string private_column(const Route& route) {
    TestApp app;
    app.config.auth.is_private = true;
    app.config.auth.customer_secret = std::string(32, 's');
    return ask(app, route) == "yes" ? "open" : "shut";
}

std::string line_of(const Route& route) {
    TestApp app;
    const std::string customer = ask(app, route);
    return fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}", route.method, route.pattern, customer,
                       ask_as(Role::agent, route), ask_as(Role::writer, route), ask_as(Role::admin, route),
                       token_column(route), private_column(route));
}

}  // namespace

TEST_CASE("every route lets in whom the written table says, and nobody else", "[routes][access]") {
    std::map<std::string, std::string> written;
    for (const auto& row : kb::test::read_table("access.tsv", 8))
        written[row.cells[0] + " " + row.cells[1]] = fmt::format("{}", fmt::join(row.cells, "\t"));
    for (const Route& route : routes()) {
        const std::string line = line_of(route);
        const auto known = written.find(std::string(route.method) + " " + route.pattern);
        if (known == written.end()) {
            FAIL_CHECK(
                "tests/cases/access.tsv says nothing of a route. Read this line, and add it if it is "
                "what you mean:\n"
                << line);
            continue;
        }
        CHECK(line == known->second);
        written.erase(known);
    }
    for (const auto& [route, line] : written) FAIL_CHECK("tests/cases/access.tsv: no such route: " << route);
}
