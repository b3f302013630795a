// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>

#include "indexer/error.h"
#include "server/http/errors.h"
#include "server/http/routes.h"
#include "tests/support/test_app.h"

using namespace kb;

namespace {

HttpResponse answer_nothing(const Services&, const Exchange&) { return {}; }

}  // namespace

TEST_CASE("a route that says nothing of who may call it does not start", "[routes]") {
    CHECK_THROWS_WITH(
        Route("GET", "/new", Access{}, RouteKind::api, NeedsIndex::no, answer_nothing, {"", {}}),
        Catch::Contains("GET /new"));
    CHECK_NOTHROW(
        Route("GET", "/new", Access::everyone, RouteKind::api, NeedsIndex::no, answer_nothing, {"", {}}));
}

TEST_CASE("routes for staff send everybody else away", "[routes]") {
    kb::test::TestApp app;
    for (const Route& route : routes()) {
        if (route.access == Access::everyone) continue;
        std::string target = route.pattern;
        if (const auto open = target.find('{'); open != std::string::npos)
            target.replace(open, target.find('}') - open + 1, "1");
        INFO(route.method << " " << target);
        const bool is_page = route.kind == RouteKind::page && std::string_view(route.method) == "GET";
        CHECK(app.send(route.method, target).status == (is_page ? 303 : 401));
        CHECK(
            app.send(route.method, target, {{"authorization", "Bearer wrong-token-of-some-length"}}).status ==
            401);
    }
}

TEST_CASE("an index that is busy is worth another try, and its reason stays in the log", "[errors]") {
    const auto response = answer_or([]() -> HttpResponse { throw BusyError("revision 7"); },
                                    [](const Failure& failure) {
                                        CHECK(failure.private_detail == "revision 7");
                                        return problem_response(failure.refusal, failure.detail, "1");
                                    });
    CHECK(response.status == 503);
    CHECK(response.header("Retry-After"));
    CHECK(response.body.find("revision") == std::string::npos);
}
