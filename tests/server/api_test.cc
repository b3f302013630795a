// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <cctype>
#include <nlohmann/json.hpp>

#include "../support/test_app.h"
#include "server/http/errors.h"
#include "server/http/routes.h"

using kb::test::TestApp;
using nlohmann::json;

TEST_CASE("a search answers with the names the API promises", "[api]") {
    TestApp app;
    const auto response = app.get("/api/v1/search?q=роутер");
    REQUIRE(response.status == 200);
    const json answer = json::parse(response.body);
    CHECK(answer["query"] == "роутер");
    CHECK(answer["total"] == 2);
    CHECK(answer["rewritten"].is_null());
    const json& hit = answer["hits"][0];
    for (const char* name : {"id", "url", "title", "category", "type", "audience", "section", "snippet",
                             "score", "confidence", "matches", "summary", "lang", "level"}) {
        INFO(name);
        CHECK(hit.contains(name));
    }
}

TEST_CASE("marks count UTF-16 code units, as JavaScript does", "[api]") {
    TestApp app;
    const json answer = json::parse(app.get("/api/v1/search?q=роутер&category=pay").body);
    const json& snippet = answer["hits"][0]["snippet"];
    // «Не проходит оплата. <p>Проверьте карту 💳 и роутер.</p>»: 💳 is two units.
    CHECK(snippet["marks"] == json::parse("[[44, 50]]"));
}

TEST_CASE("a wrong layout is told, and taken literally when asked", "[api]") {
    TestApp app;
    const json answer = json::parse(app.get("/api/v1/search?q=ghbdtn").body);
    CHECK(answer["shown_query"] == "привет");
    CHECK(answer["rewritten"] == "layout");
    app.get("/api/v1/search?q=ghbdtn&literal=1");
    CHECK(app.searcher.last_request.literal);
}

TEST_CASE("what is outside a limit is refused with its code", "[api]") {
    struct Case {
        std::string target;
        int status;
        const char* code;
    };
    const std::string long_query(1001, 'a');
    const std::string exact_query(1000, 'a');
    const Case cases[] = {
        {"/api/v1/search?q=" + long_query, 422, "query-too-long"},
        {"/api/v1/search?q=" + exact_query, 200, ""},
        {"/api/v1/search?q=a&limit=51", 422, "bad-parameter"},
        {"/api/v1/search?q=a&limit=0", 422, "bad-parameter"},
        {"/api/v1/search?q=a&limit=5x", 422, "bad-parameter"},
        {"/api/v1/search?q=a&limit=99999999999", 422, "bad-parameter"},
        {"/api/v1/search?q=a&offset=-1", 422, "bad-parameter"},
        {"/api/v1/search?q=a&offset=1001", 422, "bad-parameter"},
        {"/api/v1/search?q=a&type=novel", 422, "bad-parameter"},
        {"/api/v1/search?q=a&type=steps", 200, ""},
        {"/api/v1/complete?q=a&limit=51", 422, "bad-parameter"},
        {"/api/v1/articles/none", 404, "not-found"},
        {"/api/v1/articles/none/related", 404, "not-found"},
        {"/api/v1/nothing", 404, "not-found"},
        {"/api/v1/suggest", 405, "method-not-allowed"},
    };
    TestApp app;
    for (const Case& c : cases) {
        INFO(c.target.substr(0, 60));
        const auto response = app.get(c.target);
        CHECK(response.status == c.status);
        if (c.status == 200) continue;
        CHECK(response.content_type == "application/problem+json");
        const json problem = json::parse(response.body);
        CHECK(problem["code"] == c.code);
        CHECK(problem["status"] == c.status);
        CHECK_FALSE(problem["title"].get<std::string>().empty());
        CHECK(problem["request_id"] == std::string(response.header("X-Request-Id").value_or("")));
    }
}

TEST_CASE("a suggestion quotes the whole section and tells what was understood", "[api]") {
    TestApp app;
    const auto response =
        app.post_json("/api/v1/suggest", R"({"subject":"роутер","text":"Не работает роутер","limit":1})");
    REQUIRE(response.status == 200);
    const json answer = json::parse(response.body);
    CHECK(answer["verdict"] == "maybe");
    REQUIRE(answer["suggestions"].size() == 1);
    CHECK(answer["suggestions"][0]["quote"]["html"] == "<p>h</p>");
    CHECK_FALSE(answer["suggestions"][0].contains("escalate_to"));
    CHECK(answer["understood"]["terms"].is_array());
    CHECK(response.header("Cache-Control") == std::string_view("no-store"));
}

TEST_CASE("a body that is not what we want is refused and says why", "[api]") {
    struct Case {
        std::string body;
        int status;
        const char* code;
    };
    const std::string deep = R"({"text":)" + std::string(40, '[') + std::string(40, ']') + "}";
    const std::string million(1'000'000, '[');
    std::string wide = R"({"text":{)";  // looked through field by field, this took seventeen seconds
    for (int i = 0; i < 90'000; ++i) wide += (i == 0 ? "\"k" : ",\"k") + std::to_string(i) + "\":0";
    wide += "}}";
    const Case cases[] = {
        {"", 400, "bad-json"},
        {"{", 400, "bad-json"},
        {"[]", 400, "bad-json"},
        {R"({"text": 5})", 400, "bad-json"},
        {R"({"text": "a", "limit": "5"})", 400, "bad-json"},
        {R"({"text": "a", "limit": 99999999999999999999})", 400, "bad-json"},
        {R"({"text": "a", "limit": 11})", 422, "bad-parameter"},
        {R"({"text": "a", "txt": "b"})", 400, "bad-json"},
        {R"({"text": "a", "level": "hard"})", 400, "bad-json"},
        {R"({"text": "a", "exclude": ["x", 5]})", 400, "bad-json"},
        {R"({"subject": "", "text": ""})", 400, "bad-json"},
        {"{\"text\": \"\xff\xfe\"}", 400, "bad-json"},
        {deep, 400, "bad-json"},
        {million, 400, "bad-json"},
        {wide, 400, "bad-json"},
        {R"({"text": ")" + std::string(200'001, 'a') + "\"}", 413, "ticket-too-large"},
        {R"({"text": ")" + std::string(200'000, 'a') + "\"}", 200, ""},
    };
    TestApp app;
    for (const Case& c : cases) {
        INFO(c.body.substr(0, 60));
        const auto response = app.post_json("/api/v1/suggest", c.body);
        CHECK(response.status == c.status);
        if (c.status != 200) CHECK(json::parse(response.body)["code"] == c.code);
    }
    CHECK(app.send("POST", "/api/v1/suggest", {}, "{}").status == 415);
}

TEST_CASE("broken UTF-8 is repaired, never a failure", "[api]") {
    TestApp app;
    for (const char* target :
         {"/api/v1/search?q=%FF%FEроутер", "/search?q=%C3%28", "/a/%FF", "/c/%ED%A0%80", "/%00",
          "/api/v1/search?q=%", "/api/v1/search?q=%zz&limit", "/api/v1/complete?q=%F0%9F"}) {
        INFO(target);
        CHECK(app.get(target).status < 500);
    }
}

TEST_CASE("a customer sees no internal article by any route", "[api][audience]") {
    TestApp app;
    for (const char* target :
         {"/api/v1/search?q=секретно", "/api/v1/complete?q=Прав", "/api/v1/articles/rules",
          "/api/v1/articles/rules/related", "/api/v1/articles/card/related", "/a/rules", "/c/rules",
          "/search?q=секретно", "/", "/a/old-rules", "/rules"}) {
        INFO(target);
        const std::string body = app.get(target).body;
        CHECK(body.find("второй линии") == std::string::npos);
        CHECK(body.find("Правила") == std::string::npos);
    }
    CHECK(app.get("/api/v1/articles/rules").status == app.get("/api/v1/articles/absent").status);
}

TEST_CASE("the internal token opens internal articles and nothing is cached", "[api][audience]") {
    TestApp app;
    const auto response = app.get_internal("/api/v1/articles/rules");
    REQUIRE(response.status == 200);
    CHECK(json::parse(response.body).contains("escalate_to"));
    CHECK(response.header("Cache-Control") == std::string_view("private, no-store"));
    CHECK(app.get("/api/v1/articles/rules", {{"authorization", "Bearer wrong"}}).status == 401);
    app.config.internal_token.clear();
    CHECK(app.get("/api/v1/articles/rules", {{"authorization", "Bearer "}}).status == 401);
    CHECK(app.get("/api/v1/articles/rules", {{"authorization", "Basic abc"}}).status == 404);
}

TEST_CASE("an unchanged answer costs a 304", "[api]") {
    TestApp app;
    for (const char* target : {"/", "/a/card", "/api/v1/articles/card", "/openapi.json"}) {
        INFO(target);
        const auto first = app.get(target);
        REQUIRE(first.header("ETag"));
        const auto second = app.get(target, {{"if-none-match", std::string(*first.header("ETag"))}});
        CHECK(second.status == 304);
        CHECK(second.body.empty());
    }
}

TEST_CASE("every answer carries the security headers", "[api]") {
    TestApp app;
    for (const char* target : {"/", "/a/none", "/api/v1/none", "/healthz", "/metrics",
                               "/search?q="
                               "x"}) {
        INFO(target);
        const auto response = app.get(target);
        const std::string policy(response.header("Content-Security-Policy").value_or(""));
        CHECK(policy.find("unsafe") == std::string::npos);
        CHECK(policy.find("frame-ancestors 'none'") != std::string::npos);
        CHECK(response.header("X-Content-Type-Options") == std::string_view("nosniff"));
        CHECK(response.header("Referrer-Policy"));
        CHECK(response.header("Cross-Origin-Opener-Policy"));
        CHECK(response.header("X-Request-Id"));
    }
}

TEST_CASE("without an index the service says what to run and stays alive", "[api]") {
    TestApp app;
    app.searcher.ready = false;
    CHECK(app.get("/healthz").status == 200);
    CHECK(app.get("/readyz").status == 503);
    CHECK(json::parse(app.get("/readyz").body)["reason"].get<std::string>().find("kb-index") !=
          std::string::npos);
    const auto response = app.get("/api/v1/search?q=a");
    CHECK(response.status == 503);
    CHECK(json::parse(response.body)["code"] == "not-ready");
    CHECK(response.body.find(app.searcher.why_not_ready()) == std::string::npos);
    CHECK(app.get("/").status == 503);
    CHECK(app.get("/").body.find("kb-index") == std::string::npos);
    CHECK(app.get("/nothing").status == 404);
    CHECK(app.get("/metrics").body.find("kb_index_ready 0") != std::string::npos);
}

TEST_CASE("an exception inside never shows its text", "[api]") {
    const auto response = kb::answer_or([]() -> kb::HttpResponse { throw std::runtime_error("пароль 123"); },
                                        [](const kb::Failure& failure) {
                                            CHECK(failure.private_detail == "пароль 123");
                                            return kb::problem_response(failure.refusal, failure.detail, "1");
                                        });
    CHECK(response.status == 500);
    CHECK(response.body.find("123") == std::string::npos);
}

TEST_CASE("every row of the table of refusals reads well", "[errors]") {
    for (const kb::RefusalRow& row : kb::refusal_table()) {
        INFO(row.code);
        const auto response = kb::problem_response(row.refusal, "Подробности.", "42");
        const json problem = json::parse(response.body);
        CHECK(response.status == row.status);
        CHECK(problem["type"] == std::string("urn:podskazka:problem:") + row.code);
        CHECK(problem["title"] == row.title);
        CHECK(problem["detail"] == "Подробности.");
        CHECK(problem["request_id"] == "42");
        CHECK(&kb::refusal_row(row.refusal) == &row);
    }
}

TEST_CASE("openapi names every route and no other", "[openapi]") {
    TestApp app;
    const json document = json::parse(app.get("/openapi.json").body);
    std::size_t operations = 0;
    for (const auto& [path, methods] : document["paths"].items()) operations += methods.size();
    CHECK(operations == kb::routes().size());
    for (const kb::Route& route : kb::routes()) {
        INFO(route.pattern);
        std::string method = route.method;
        for (char& letter : method) letter = static_cast<char>(std::tolower(letter));
        REQUIRE(document["paths"][route.pattern].contains(method));
        CHECK_FALSE(document["paths"][route.pattern][method]["summary"].get<std::string>().empty());
    }
    const std::string text = document.dump();
    for (std::size_t at = text.find("#/components/schemas/"); at != std::string::npos;
         at = text.find("#/components/schemas/", at + 1)) {
        const std::size_t begin = at + 21;
        const std::string name = text.substr(begin, text.find('"', begin) - begin);
        INFO(name);
        CHECK(document["components"]["schemas"].contains(name));
    }
}

TEST_CASE("metrics count by route pattern, never by path", "[metrics]") {
    TestApp app;
    app.get("/a/card");
    app.get("/api/v1/search?q=роутер");
    app.get("/zzz");
    const std::string text = app.get("/metrics").body;
    CHECK(text.find("kb_http_requests_total{route=\"/a/{slug}\",status=\"200\"} 1") != std::string::npos);
    CHECK(text.find("kb_http_requests_total{route=\"none\",status=\"404\"} 1") != std::string::npos);
    CHECK(text.find("kb_verdicts_total{kind=\"search\",verdict=\"found\"} 1") != std::string::npos);
    CHECK(text.find("kb_http_request_seconds_bucket{route=\"/a/{slug}\",le=\"+Inf\"} 1") !=
          std::string::npos);
    CHECK(text.find("kb_index_info{version=\"fake-1\"} 1") != std::string::npos);
    CHECK(text.find("kb_store_open 1") != std::string::npos);
    CHECK(text.find("/a/card") == std::string::npos);
}
