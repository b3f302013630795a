// SPDX-License-Identifier: GPL-2.0-or-later
// What may come over a connection, without one: tests/cases/request_heads.tsv, and every limit at its edge.
#include "server/http/request_reader.h"

#include <catch2/catch.hpp>
#include <string>

#include "../support/table.h"

using namespace kb;

namespace {

constexpr std::size_t kBodyLimit = 1000;

const HeadLimits kLimits;
const BodyLimit kBodyLimits = [](std::string_view method, std::string_view path) {
    return method == "POST" && path == "/big" ? 10 * kBodyLimit : kBodyLimit;
};

// «0 /x 3», «400», «more».
std::string outcome(RequestReader& reader) {
    switch (reader.state()) {
        case RequestReader::State::refused:
            return std::to_string(reader.refused_with());
        case RequestReader::State::whole: {
            const auto taken = reader.take();
            return "0 " + taken.request.target + " " + std::to_string(taken.request.body.size());
        }
        default:
            return "more";
    }
}

std::string outcome_of(std::string_view bytes, std::size_t piece) {
    RequestReader reader(kLimits, kBodyLimits);
    for (std::size_t at = 0; at < bytes.size(); at += piece) reader.append(bytes.substr(at, piece));
    return outcome(reader);
}

std::string get(std::string_view target, std::string_view headers = "") {
    return "GET " + std::string(target) + " HTTP/1.1\r\nHost: a\r\n" + std::string(headers) + "\r\n";
}

std::string post(std::string_view path, std::size_t length) {
    return "POST " + std::string(path) + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(length) +
           "\r\n\r\n" + std::string(length, 'x');
}

std::string head_of_bytes(std::size_t size) {
    const std::size_t bare = get("/", "X: \r\n").size();
    return get("/", "X: " + std::string(size - bare, 'x') + "\r\n");
}

std::string with_headers(std::size_t count) {
    std::string headers;
    for (std::size_t i = 1; i < count; ++i) headers += "X: y\r\n";  // Host is one of them
    return get("/", headers);
}

}  // namespace

TEST_CASE("heads are read in one way or refused, in whatever pieces they come", "[request]") {
    for (const auto& row : test::read_table("request_heads.tsv", 4)) {
        INFO("request_heads.tsv:" << row.line << ": " << row.cells[2]);
        const std::string expected = row.cells[1] == "0" ? "0 " + row.cells[3] : row.cells[1];
        CHECK(outcome_of(row.cells[0], row.cells[0].size()) == expected);
        CHECK(outcome_of(row.cells[0], 1) == expected);
        CHECK(outcome_of(row.cells[0], 7) == expected);
    }
}

TEST_CASE("every limit lets in what is at it and refuses one more", "[request]") {
    struct Limit {
        const char* name;
        std::size_t at;
        std::string (*bytes)(std::size_t);
        const char* past;
    };
    const Limit limits[] = {
        {"head, bytes", kLimits.max_head_bytes, head_of_bytes, "431"},
        {"headers", kLimits.max_headers, with_headers, "431"},
        {"path, bytes", kLimits.max_path_bytes,
         [](std::size_t n) { return get("/" + std::string(n - 1, 'a')); }, "414"},
        {"path before a query", kLimits.max_path_bytes,
         [](std::size_t n) { return get("/" + std::string(n - 1, 'a') + "?q=1"); }, "414"},
        {"path and query, bytes", kLimits.max_target_bytes,
         [](std::size_t n) { return get("/?" + std::string(n - 2, 'a')); }, "414"},
        {"method, letters", 16,
         [](std::size_t n) { return std::string(n, 'M') + " / HTTP/1.1\r\nHost: a\r\n\r\n"; }, "400"},
        {"body", kBodyLimit, [](std::size_t n) { return post("/", n); }, "413"},
        {"body of a route with a limit of its own", 10 * kBodyLimit,
         [](std::size_t n) { return post("/b%69g", n); }, "413"},
    };
    for (const Limit& limit : limits) {
        INFO(limit.name);
        CHECK(outcome_of(limit.bytes(limit.at - 1), 4096).starts_with("0 "));
        CHECK(outcome_of(limit.bytes(limit.at), 4096).starts_with("0 "));
        CHECK(outcome_of(limit.bytes(limit.at + 1), 4096) == limit.past);
    }
}

TEST_CASE("a head without end is refused when it is too long, not when it ends", "[request]") {
    RequestReader headers(kLimits, kBodyLimits);
    headers.append("GET / HTTP/1.1\r\n");
    int lines = 0;
    while (headers.append("X-A: 0123456789\r\n") == RequestReader::State::head && lines < 10'000) ++lines;
    CHECK(headers.refused_with() == 431);
    CHECK(lines < 1000);
    CHECK(headers.held_bytes() == 0);
    RequestReader line(kLimits, kBodyLimits);
    line.append("GET /");
    while (line.append(std::string(1000, 'a')) == RequestReader::State::head) continue;
    CHECK(line.refused_with() == 414);
}

TEST_CASE("a body is refused before it comes", "[request]") {
    RequestReader reader(kLimits, kBodyLimits);
    CHECK(reader.append("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n") ==
          RequestReader::State::refused);
    CHECK(reader.append(post("/", 3)) == RequestReader::State::refused);
}

TEST_CASE("pipelined requests come out one by one", "[request]") {
    RequestReader reader(kLimits, kBodyLimits);
    reader.append(get("/one") + post("/two", 3) + "\r\n" + get("/three") + "GET /fo");
    CHECK(outcome(reader) == "0 /one 0");
    CHECK(outcome(reader) == "0 /two 3");
    CHECK(outcome(reader) == "0 /three 0");
    CHECK(outcome(reader) == "more");
    CHECK(reader.state() == RequestReader::State::head);
    reader.append("ur HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(outcome(reader) == "0 /four 0");
    CHECK(reader.state() == RequestReader::State::empty);
    CHECK(reader.held_bytes() == 0);
}

TEST_CASE("who keeps the connection", "[request]") {
    struct Case {
        const char* head;
        bool is_keep_alive;
    };
    const Case cases[] = {
        {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", true},
        {"GET / HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n", false},
        {"GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade, close\r\n\r\n", false},
        {"GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\nConnection: close\r\n\r\n", false},
        {"GET / HTTP/1.1\r\nHost: a\r\nConnection: closed\r\n\r\n", true},
        {"GET / HTTP/1.0\r\n\r\n", false},
        {"GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", true},
        {"GET / HTTP/1.0\r\nConnection: keep-alive, close\r\n\r\n", false},
    };
    for (const Case& c : cases) {
        INFO(c.head);
        RequestReader reader(kLimits, kBodyLimits);
        REQUIRE(reader.append(c.head) == RequestReader::State::whole);
        CHECK(reader.take().is_keep_alive == c.is_keep_alive);
    }
}

TEST_CASE("whoever waits for leave to send a body is told once", "[request]") {
    RequestReader reader(kLimits, kBodyLimits);
    reader.append("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 3\r\n\r\n");
    CHECK(reader.take_continue());
    CHECK_FALSE(reader.take_continue());
    CHECK(reader.append("abc") == RequestReader::State::whole);
}

TEST_CASE("names with an underscore never reach a handler", "[request]") {
    RequestReader reader(kLimits, kBodyLimits);
    reader.append(get("/", "REMOTE_ADDR: 10.0.0.1\r\nX_Forwarded_For: 10.0.0.1\r\nX-Y: z\r\n"));
    const auto taken = reader.take();
    REQUIRE(taken.request.headers.size() == 2);
    CHECK(taken.request.headers[0].name == "host");
    CHECK(taken.request.headers[1].name == "x-y");
    CHECK(taken.request.client.empty());
}

TEST_CASE("no line end and no NUL comes out of a query's escapes", "[request]") {
    RequestReader reader(kLimits, kBodyLimits);
    reader.append(get("/?q=a%0D%0Ab%00c&x%0a=1"));
    const auto taken = reader.take();
    REQUIRE(taken.request.query.size() == 2);
    CHECK(taken.request.query[0].value == "a  b c");
    CHECK(taken.request.query[1].name == "x ");
}
