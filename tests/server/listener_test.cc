// SPDX-License-Identifier: GPL-2.0-or-later
// Through real sockets: what comes over the wire, whole, broken, slow or too much.
#include "server/http/listener.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <future>

#include "../support/wire_client.h"

using namespace kb;
using namespace std::chrono_literals;
using test::RunningListener;
using test::status_of;
using test::WireClient;

namespace {

const std::string kGet = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
const std::string kLast = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

std::chrono::milliseconds since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
}

std::size_t open_descriptors() {
    const std::filesystem::directory_iterator all("/proc/self/fd");
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

bool eventually(const std::function<bool()>& claim) {
    const auto begin = std::chrono::steady_clock::now();
    while (!claim()) {
        if (since(begin) > 10s) return false;
        std::this_thread::sleep_for(5ms);
    }
    return true;
}

// Answers when told to.
struct Gate {
    std::promise<void> opening;
    std::shared_future<void> is_open{opening.get_future()};
    std::atomic<int> inside{0};
    HttpResponse operator()(const HttpRequest& request) {
        ++inside;
        is_open.wait();
        return {200, "text/plain", "through " + request.path, {}};
    }
};

}  // namespace

TEST_CASE("requests come whole: path, query, body", "[listener]") {
    const RunningListener server;
    const std::string close = "Host: a\r\nConnection: close\r\n";
    const std::string get = server.ask("GET /a/%D1%81%20b?q=%D1%8F+1&x HTTP/1.1\r\n" + close + "\r\n");
    CHECK(status_of(get) == 200);
    CHECK(get.find("GET /a/с b  q=я 1 x=") != std::string::npos);
    const std::string post = server.ask("POST /x HTTP/1.1\r\n" + close + "Content-Length: 3\r\n\r\nabc");
    CHECK(post.find("POST /x abc") != std::string::npos);
    CHECK(status_of(server.ask("POST /x HTTP/1.1\r\n" + close + "\r\n")) == 200);
    const std::string head = server.ask("HEAD / HTTP/1.1\r\n" + close + "\r\n");
    CHECK(status_of(head) == 200);
    CHECK(head.find("HEAD /") == std::string::npos);
    CHECK(head.find("Content-Length: 7") != std::string::npos);
}

TEST_CASE("what is refused ends the connection, and nothing behind it becomes a request", "[listener]") {
    struct Case {
        const char* name;
        std::string bytes;
        int status;
    };
    const Case cases[] = {
        {"long target", "GET /" + std::string(3000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414},
        {"chunked", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
         411},
        {"both lengths",
         "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc", 411},
        {"two lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
         400},
        {"space before colon", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length : 3\r\n\r\nabc", 400},
        {"too large", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\n", 413},
        {"body of a GET", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello", 400},
        {"not HTTP", "hello\r\n\r\n", 400},
        {"too large, and sent all the same",
         "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n" + std::string(3'000'000, 'x'), 413},
    };
    const RunningListener server;
    for (const Case& c : cases) {
        INFO(c.name);
        const std::string answer = server.ask(c.bytes + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
        CHECK(status_of(answer) == c.status);
        CHECK(answer.find("Connection: close") != std::string::npos);
        CHECK(answer.find("/smuggled") == std::string::npos);
    }
}

TEST_CASE("pipelined requests are answered in order, one at a time", "[listener]") {
    std::atomic<int> inside{0};
    std::atomic<bool> was_double{false};
    const RunningListener server({}, [&](const HttpRequest& request) {
        if (++inside > 1) was_double = true;
        if (request.path.ends_with('3')) std::this_thread::sleep_for(5ms);
        --inside;
        return HttpResponse{200, "text/plain", "<" + request.path + request.body + ">", {}};
    });
    std::string all;
    std::string expected;
    for (int i = 0; i < 200; ++i) {
        const std::string path = "/" + std::to_string(i);
        const std::string body(static_cast<std::size_t>(i), 'x');
        all += "POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(i) + "\r\n\r\n" +
               body;
        expected += "<" + path + body + ">";
    }
    const std::string answers = server.ask(all + kLast);
    std::string got;
    for (std::size_t at = 0; (at = answers.find("\r\n\r\n<", at)) != std::string::npos;) {
        at += 4;
        got += answers.substr(at, answers.find('>', at) + 1 - at);
    }
    CHECK(got == expected + "</>");
    CHECK_FALSE(was_double);
}

TEST_CASE("a connection is good for many requests, in any pieces", "[listener]") {
    const RunningListener server;
    const WireClient client = server.client();
    for (int i = 0; i < 50; ++i) {
        const std::string request = "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
        client.send(request.substr(0, static_cast<std::size_t>(i) % request.size()));
        std::this_thread::sleep_for(1ms);
        client.send(request.substr(static_cast<std::size_t>(i) % request.size()));
        CHECK(client.one().ends_with("GET /" + std::to_string(i) + " "));
    }
    client.send("GET /half HTTP/1.1\r\nHost: a\r\n\r\n");
    client.finish_sending();  // whoever sends no more still gets its answer
    CHECK(client.rest().ends_with("GET /half "));
}

TEST_CASE("whoever asks for leave to send a body gets it", "[listener]") {
    const RunningListener server;
    const WireClient client = server.client();
    client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
    CHECK(client.some(100) == "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("abc");
    CHECK(client.one().ends_with("POST / abc"));
}

TEST_CASE("slow clients meet their deadlines and give their descriptors back", "[listener]") {
    ListenOptions options;
    options.idle = 400ms;
    options.head_deadline = 300ms;
    options.body_deadline = 300ms;
    options.write_deadline = 300ms;
    options.linger = 200ms;
    const std::string large(20 << 20, 'x');
    const RunningListener server(options, [&](const HttpRequest&) {
        return HttpResponse{200, "text/plain", large, {}};
    });
    server.ask("GET /warm HTTP/1.0\r\n\r\n");
    const std::size_t before = open_descriptors();
    {
        const auto begin = std::chrono::steady_clock::now();
        const WireClient idle = server.client();
        const WireClient head = server.client();
        const WireClient body = server.client();
        const WireClient reader(server.listener->port(), 4096);
        head.send("GET / HT");
        body.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na");
        reader.send(kGet);
        CHECK(status_of(head.rest()) == 408);
        CHECK(status_of(body.rest()) == 408);
        CHECK(idle.rest().empty());
        CHECK(since(begin) < 3s);
        CHECK(eventually([&] { return open_descriptors() == before + 4; }));  // our four ends are left
        CHECK(reader.rest().size() < large.size());
    }
    CHECK(open_descriptors() == before);
}

TEST_CASE("a reader that is slow but steady gets all of it", "[listener]") {
    ListenOptions options;
    options.write_deadline = 300ms;
    const std::string large(6 << 20, 'x');
    const RunningListener server(options, [&](const HttpRequest&) {
        return HttpResponse{200, "text/plain", large, {}};
    });
    const WireClient client(server.listener->port(), 32 * 1024);
    client.send(kLast);
    std::size_t got = 0;
    const auto begin = std::chrono::steady_clock::now();
    for (std::string piece; !(piece = client.some(64 * 1024)).empty(); got += piece.size())
        if (since(begin) < 1500ms) std::this_thread::sleep_for(5ms);
    CHECK(got > large.size());
}

TEST_CASE("slow clients hold no worker", "[listener]") {
    ListenOptions options;
    options.threads = 2;
    const std::string large(8 << 20, 'x');
    const RunningListener server(options, [&](const HttpRequest& request) {
        return HttpResponse{200, "text/plain", request.path == "/large" ? large : "small", {}};
    });
    std::vector<WireClient> slow;
    for (int i = 0; i < 30; ++i) {
        slow.push_back(server.client());
        slow.push_back(server.client());
        slow.back().send("GET / HT");
        slow.push_back(server.client());
        slow.back().send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 300\r\n\r\na");
        slow.emplace_back(server.listener->port(), 4096);
        slow.back().send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    std::vector<std::chrono::milliseconds> times;
    for (int i = 0; i < 50; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        CHECK(status_of(server.ask(kLast)) == 200);
        times.push_back(since(begin));
    }
    std::sort(times.begin(), times.end());
    CHECK(times[25] < 3s);  // the slow ones may take ten
}

TEST_CASE("past the line before the workers the answer is 503, at once, and the connection stays",
          "[listener]") {
    ListenOptions options;
    options.threads = 1;
    options.max_waiting = 2;
    Gate gate;
    const RunningListener server(options, std::ref(gate));
    std::vector<WireClient> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(server.client());
        clients.back().send(kGet);
        if (i == 0) REQUIRE(eventually([&] { return gate.inside == 1; }));
    }
    const WireClient late = server.client();
    std::string refused;
    for (int i = 0; i < 100 && status_of(refused) != 503; ++i) {  // the two may still be on their way
        late.send(kGet);
        refused = late.one();
    }
    CHECK(status_of(refused) == 503);
    CHECK(refused.find("Connection: close") == std::string::npos);
    gate.opening.set_value();
    for (const WireClient& client : clients) CHECK(status_of(client.one()) == 200);
    late.send(kGet);
    CHECK(status_of(late.one()) == 200);
}

TEST_CASE("when there is no room, whoever has been idle longest gives way", "[listener]") {
    ListenOptions options;
    options.max_connections = 3;
    const RunningListener server(options);
    std::vector<WireClient> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(server.client());
        clients.back().send(kGet);
        clients.back().one();
    }
    clients[0].send(kGet);
    CHECK(status_of(clients[0].one()) == 200);
    std::this_thread::sleep_for(
        1100ms);  // the loop looks at finished answers once a second when nothing happens
    CHECK(status_of(server.ask(kLast)) == 200);
    CHECK(clients[1].rest().empty());
    clients[0].send(kGet);
    CHECK(status_of(clients[0].one()) == 200);
}

TEST_CASE("what is held in memory for all connections together is bounded", "[listener]") {
    ListenOptions options;
    options.max_held_bytes = 100'000;
    const RunningListener server(options);
    std::vector<WireClient> clients;
    int refused = 0;
    for (int i = 0; i < 4; ++i) {
        clients.push_back(server.client());
        clients.back().send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n" +
                            std::string(40'000, 'x'));
        std::this_thread::sleep_for(50ms);
    }
    for (const WireClient& client : clients) client.send(std::string(20'000, 'x'));
    for (const WireClient& client : clients) refused += status_of(client.one()) == 503 ? 1 : 0;
    CHECK(refused > 0);
    CHECK(refused < 4);
    CHECK(status_of(server.ask(kLast)) == 200);
}

TEST_CASE("who holds most gives way to who holds little", "[listener]") {
    ListenOptions options;
    options.max_held_bytes = 66'000;
    const RunningListener server(options);
    const WireClient large = server.client();
    large.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n" + std::string(59'000, 'x'));
    std::this_thread::sleep_for(50ms);
    const WireClient small = server.client();
    small.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9000\r\n\r\n" + std::string(9'000, 'x'));
    CHECK(status_of(small.one()) == 200);
    CHECK(status_of(large.one()) == 503);
}

TEST_CASE("stopping answers what has begun, and whoever came before", "[listener]") {
    Gate gate;
    auto server = std::make_unique<RunningListener>(ListenOptions{}, std::ref(gate));
    const WireClient under_way = server->client();
    const WireClient idle = server->client();
    under_way.send("GET /under-way HTTP/1.1\r\nHost: a\r\n\r\n");
    REQUIRE(eventually([&] { return gate.inside == 1; }));
    const WireClient half = server->client();
    half.send("GET /half HTTP/1.1\r\n");
    server->listener->stop();
    std::this_thread::sleep_for(50ms);
    idle.send("GET /idle HTTP/1.1\r\nHost: a\r\n\r\n");
    half.send("Host: a\r\n\r\n");
    gate.opening.set_value();
    CHECK(under_way.rest().ends_with("through /under-way"));
    const std::string last = idle.rest();
    CHECK(last.ends_with("through /idle"));
    CHECK(last.find("Connection: close") != std::string::npos);
    CHECK(half.rest().ends_with("through /half"));
    const auto begin = std::chrono::steady_clock::now();
    server.reset();
    CHECK(since(begin) < 5s);
}

TEST_CASE("stopping does not wait for idle connections", "[listener]") {
    ListenOptions options;
    options.linger = 100ms;
    auto server = std::make_unique<RunningListener>(options);
    std::vector<WireClient> idle;
    for (int i = 0; i < 20; ++i) idle.push_back(server->client());
    CHECK(status_of(server->ask(kLast)) == 200);
    const auto begin = std::chrono::steady_clock::now();
    server.reset();
    CHECK(since(begin) < 3s);
}
