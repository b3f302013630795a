// SPDX-License-Identifier: GPL-2.0-or-later
// The small parts of the listener, each without a socket: answers on the wire, deadlines, the line for
// workers.
#include <atomic>
#include <catch2/catch.hpp>
#include <future>

#include "server/http/answer_head.h"
#include "server/http/deadlines.h"
#include "server/http/refusal_log.h"
#include "server/http/unsent_answer.h"
#include "server/http/worker_queue.h"

using namespace kb;
using namespace std::chrono_literals;

namespace {

const Deadlines::Time kStart{1h};
const Deadlines::Lengths kLengths = {0ms, 60s, 10s, 30s, 30s, 1s};

}  // namespace

TEST_CASE("an answer's head", "[answer]") {
    HttpResponse response{200, "text/plain", "abc", {}};
    response.set("X-Y", "z");
    CHECK(answer_head(response, {}, "now") ==
          "HTTP/1.1 200 OK\r\nDate: now\r\nContent-Type: text/plain\r\nX-Y: z\r\nContent-Length: 3\r\n\r\n");
    const AnswerShape last{false, false, false};
    CHECK(answer_head({204, "", "", {}}, last, "now") ==
          "HTTP/1.1 204 No Content\r\nDate: now\r\nConnection: close\r\n\r\n");
    const AnswerShape old{false, true, true};
    CHECK(answer_head({503, "", "", {}}, old, "now") ==
          "HTTP/1.1 503 Service Unavailable\r\nDate: now\r\nContent-Length: 0\r\nConnection: "
          "keep-alive\r\n\r\n");
    CHECK(answer_head({304, "", "", {}}, {}, "now").find("Content-Length") == std::string::npos);
}

TEST_CASE("bodies follow where they may", "[answer]") {
    CHECK(has_body({200, "", "x", {}}, {}));
    CHECK_FALSE(has_body({200, "", "x", {}}, {true, true, false}));
    CHECK_FALSE(has_body({304, "", "x", {}}, {}));
    CHECK_FALSE(has_body({204, "", "x", {}}, {}));
}

TEST_CASE("no line end gets out of a header", "[answer]") {
    HttpResponse response{200, "text/plain\r\nX: 1", "", {}};
    response.set("Location", std::string("/a\r\nSet-Cookie: b\0", 18));
    const std::string head = answer_head(response, {}, "now");
    CHECK(head.find("\r\nX: 1") == std::string::npos);
    CHECK(head.find("\r\nSet-Cookie") == std::string::npos);
    CHECK(head.find('\0') == std::string::npos);
}

TEST_CASE("dates are those of HTTP", "[answer]") {
    const auto at = [](std::time_t second) { return std::chrono::system_clock::from_time_t(second); };
    CHECK(http_date(at(784111777)) == "Sun, 06 Nov 1994 08:49:37 GMT");
    CHECK(http_date(at(784111777)) == "Sun, 06 Nov 1994 08:49:37 GMT");
    CHECK(http_date(at(0)) == "Thu, 01 Jan 1970 00:00:00 GMT");
}

TEST_CASE("an answer goes in whatever pieces the other end takes", "[unsent]") {
    for (const std::size_t step : {1, 2, 3, 4, 5, 100}) {
        UnsentAnswer answer("head", "body");
        std::string got;
        bool is_ready = false;
        const auto sink = [&](std::string_view head, std::string_view body) -> std::ptrdiff_t {
            is_ready = !is_ready;
            if (!is_ready) return 0;
            const std::string both = (std::string(head) + std::string(body)).substr(0, step);
            got += both;
            return static_cast<std::ptrdiff_t>(both.size());
        };
        int waits = 0;
        while (answer.send(sink) == UnsentAnswer::Result::waits && waits < 100) ++waits;
        CHECK(got == "headbody");
        CHECK(answer.left_bytes() == 0);
    }
    UnsentAnswer broken("a", "");
    CHECK(broken.send([](auto, auto) { return -1; }) == UnsentAnswer::Result::failed);
}

TEST_CASE("deadlines come in their order, and waiting for something else is another deadline",
          "[deadlines]") {
    Deadlines deadlines(kLengths);
    CHECK_FALSE(deadlines.next());
    deadlines.set(5, Wait::request, kStart);
    deadlines.set(3, Wait::head, kStart + 1s);
    deadlines.set(7, Wait::request, kStart + 2s);
    CHECK(deadlines.next() == kStart + 11s);
    CHECK(deadlines.longest(Wait::request) == 5);
    deadlines.set(5, Wait::body, kStart + 3s);
    CHECK(deadlines.longest(Wait::request) == 7);
    CHECK_FALSE(deadlines.take_expired(kStart + 11s - 1ms));
    CHECK(deadlines.take_expired(kStart + 11s) == std::pair(3, Wait::head));
    CHECK(deadlines.next() == kStart + 33s);
    deadlines.clear(5);
    CHECK(deadlines.take_expired(kStart + 1h) == std::pair(7, Wait::request));
    CHECK_FALSE(deadlines.take_expired(kStart + 1h));
    CHECK_FALSE(deadlines.next());
}

TEST_CASE("a thousand deadlines set, moved and cleared expire exactly once", "[deadlines]") {
    Deadlines deadlines(kLengths);
    for (int who = 0; who < 1000; ++who)
        deadlines.set(who, Wait::head, kStart + std::chrono::milliseconds(who));
    for (int who = 0; who < 1000; who += 3) deadlines.set(who, Wait::write, kStart + 2s);
    for (int who = 1; who < 1000; who += 3) deadlines.clear(who);
    for (int who = 1; who < 1000; who += 3) deadlines.set(who, Wait::linger, kStart + 2s);
    std::vector<int> seen(1000, 0);
    while (const auto expired = deadlines.take_expired(kStart + 10min))
        ++seen[static_cast<std::size_t>(expired->first)];
    CHECK(std::all_of(seen.begin(), seen.end(), [](int count) { return count == 1; }));
}

TEST_CASE("the line before the workers is bounded in number and in time", "[workers]") {
    std::promise<void> gate;
    std::shared_future<void> is_open(gate.get_future());
    std::atomic<int> done{0};
    {
        WorkerQueue workers(1, 2, 1s);
        const auto job = [&](bool) {
            is_open.wait();
            ++done;
        };
        CHECK(workers.push(job, kStart));
        while (workers.waiting() > 0) std::this_thread::yield();  // the worker has it
        CHECK(workers.push(job, kStart));
        CHECK_FALSE(workers.push(job, kStart + 1001ms));  // the first has waited too long
        CHECK(workers.push(job, kStart + 1s));
        CHECK_FALSE(workers.push(job, kStart + 1s));  // full
        gate.set_value();
    }
    CHECK(done == 3);  // what was let in was done before the end
}

TEST_CASE("who has waited too long in line is called late", "[workers]") {
    std::vector<bool> late;
    {
        WorkerQueue workers(1, 9, 1s);
        const auto now = std::chrono::steady_clock::now();
        CHECK(workers.push([&](bool is_late) { late.push_back(is_late); }, now + 1h));
        CHECK(workers.push([&](bool is_late) { late.push_back(is_late); }, now - 6s));
    }
    CHECK(late == std::vector<bool>{false, true});
}

TEST_CASE("a flood of refusals leaves a few lines and their number", "[refusal]") {
    RefusalLog log;
    int lines = 0;
    for (int i = 0; i < 1000; ++i) lines += log.may_write(kStart).has_value() ? 1 : 0;
    CHECK(lines == 10);
    CHECK(log.may_write(kStart + 1s) == 990);
    CHECK(log.may_write(kStart + 1s) == 0);
}
