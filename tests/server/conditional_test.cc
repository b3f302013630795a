// SPDX-License-Identifier: GPL-2.0-or-later
// HEAD, OPTIONS, entity tags and the headers every answer carries.
#include <catch2/catch.hpp>
#include <string>

#include "../support/test_app.h"
#include "server/http/headers.h"

using namespace kb;
using test::TestApp;

TEST_CASE("entity tags are compared as lists, weakly for a copy and strongly for a change", "[conditional]") {
    struct Case {
        const char* etag;
        const char* header;
        const char* value;
        int status;
    };
    const Case cases[] = {
        {"\"a\"", "if-none-match", "\"a\"", 304},
        {"\"a\"", "if-none-match", "W/\"a\"", 304},
        {"W/\"a\"", "if-none-match", "\"a\"", 304},
        {"\"a\"", "if-none-match", "*", 304},
        {"\"a\"", "if-none-match", "\"b\", \"a\"", 304},
        {"\"a\"", "if-none-match", "\"b\",W/\"c\" , W/\"a\"", 304},
        {"\"a\"", "if-none-match", "\"b\"", 200},
        {"\"a\"", "if-none-match", "\"aa\"", 200},
        {"\"a\"", "if-none-match", "a", 200},
        {"\"a\"", "if-none-match", "\"a", 200},
        {"\"a\"", "if-none-match", "\"b\"a\"", 200},
        {"\"a\"", "if-none-match", "", 200},
        {"\"a\"", "if-match", "\"a\"", 200},
        {"\"a\"", "if-match", "*", 200},
        {"\"a\"", "if-match", "\"b\", \"a\"", 200},
        {"\"a\"", "if-match", "\"b\"", 412},
        {"\"a\"", "if-match", "W/\"a\"", 412},
        {"W/\"a\"", "if-match", "W/\"a\"", 412},
    };
    for (const Case& c : cases) {
        INFO(c.etag << " " << c.header << ": " << c.value);
        HttpRequest request;
        request.headers.push_back({c.header, c.value});
        HttpResponse response{200, "text/plain", "body", {}};
        response.set("ETag", c.etag);
        add_etag(request, response);
        CHECK(response.status == c.status);
        CHECK(response.body.empty() == (c.status != 200));
        CHECK(response.header("ETag") == c.etag);
    }
}

TEST_CASE("HEAD says what GET would", "[conditional]") {
    TestApp app;
    for (const char* target : {"/", "/api/v1/search?q=wifi", "/robots.txt", "/healthz", "/no-such-page"}) {
        INFO(target);
        const HttpResponse get = app.get(target);
        const HttpResponse head = app.send("HEAD", target);
        CHECK(head.status == get.status);
        CHECK(head.content_type == get.content_type);
        CHECK(head.header("ETag").has_value() == get.header("ETag").has_value());
    }
    const std::string etag(*app.get("/").header("ETag"));
    CHECK(app.send("HEAD", "/", {{"if-none-match", etag}}).status == 304);
}

TEST_CASE("OPTIONS names the methods, and wrong ones are told them", "[conditional]") {
    TestApp app;
    const HttpResponse search = app.send("OPTIONS", "/api/v1/search");
    CHECK(search.status == 204);
    CHECK(search.header("Allow") == "GET, HEAD, OPTIONS");
    CHECK(search.body.empty());
    CHECK(app.send("OPTIONS", "*").status == 204);
    CHECK(app.send("OPTIONS", "/no/such/page").status == 404);
    for (const char* method : {"PUT", "DELETE", "TRACE", "BREW", "get"}) {
        INFO(method);
        const HttpResponse refused = app.send(method, "/api/v1/search");
        CHECK(refused.status == 405);
        CHECK(refused.header("Allow") == "GET, HEAD, OPTIONS");
    }
}

TEST_CASE("every answer carries the security headers, refusals of the listener too", "[headers]") {
    TestApp fake;
    std::vector<HttpResponse> answers = {fake.get("/"),
                                         fake.get("/no-such-page"),
                                         fake.get("/api/v1/search"),
                                         fake.get("/static/none.css"),
                                         fake.send("OPTIONS", "/api/v1/search"),
                                         fake.send("PUT", "/")};
    const App app(fake.services());  // each request above has made services of its own
    for (const int status : {400, 408, 411, 413, 414, 415, 417, 431, 500, 503, 505}) {
        answers.push_back(app.refuse(status));
        CHECK(answers.back().status == status);
        CHECK(answers.back().body.find("\"request_id\"") != std::string::npos);
    }
    for (const HttpResponse& answer : answers) {
        INFO(answer.status);
        for (const char* name : {"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy",
                                 "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy",
                                 "Permissions-Policy", "Cache-Control", "X-Request-Id"}) {
            INFO(name);
            CHECK(answer.header(name).has_value());
        }
    }
    CHECK(app.refuse(503).header("Retry-After") == "2");
}

TEST_CASE("a piece of a file, its head and its version", "[conditional]") {
    TestApp app;
    app.folder.write("articles/img/a.png", "0123456789");
    app.articles_dir = app.folder / "articles";
    app.searcher.public_files = {"img/a.png"};
    const auto whole = app.get("/files/img/a.png");
    const std::string etag(whole.header("ETag").value_or(""));
    CHECK(etag == kb::etag_of(whole.body));
    const auto head = app.send("HEAD", "/files/img/a.png", {{"range", "bytes=0-3"}});
    CHECK(head.status == 200);
    CHECK(head.body.size() + head.left_out_bytes == 10);
    const auto piece = app.get("/files/img/a.png", {{"range", "bytes=0-3"}, {"if-range", etag}});
    CHECK(piece.status == 206);
    CHECK(piece.body == "0123");
    CHECK(piece.header("ETag") == std::string_view(etag));
    CHECK(app.get("/files/img/a.png", {{"range", "bytes=0-3"}, {"if-range", "\"other\""}}).status == 200);
    CHECK(app.get("/files/img/a.png", {{"range", "bytes=0-3"}, {"if-none-match", etag}}).status == 304);
    CHECK(app.get("/files/img/a.png", {{"range", "bytes=0-3"}, {"if-match", "\"other\""}}).status == 412);
    app.folder.write("articles/img/a.png", "9876543210+");
    CHECK(app.get("/files/img/a.png").header("ETag") != std::string_view(etag));
}
