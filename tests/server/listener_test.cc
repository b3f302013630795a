// SPDX-License-Identifier: GPL-2.0-or-later
// Through real sockets: what comes over the wire, whole, broken or hostile.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "../support/test_app.h"
#include "server/http/listener.h"

using namespace kb;

namespace {

class Client {
public:
    explicit Client(int port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        timeval timeout{5, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
        REQUIRE(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    }
    ~Client() { ::close(socket_); }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    bool send(std::string_view bytes) const {
        return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
               static_cast<ssize_t>(bytes.size());
    }

    // Everything up to the end of the connection, or five silent seconds.
    std::string rest() const {
        std::string out;
        char bytes[4096];
        for (ssize_t got = 0; (got = ::recv(socket_, bytes, sizeof bytes, 0)) > 0;)
            out.append(bytes, static_cast<std::size_t>(got));
        return out;
    }

    // One answer with Content-Length.
    std::string one() const {
        std::string out;
        char byte = 0;
        while (out.find("\r\n\r\n") == std::string::npos && ::recv(socket_, &byte, 1, 0) == 1) out += byte;
        const std::size_t at = out.find("Content-Length: ");
        std::size_t left = at == std::string::npos ? 0 : std::stoul(out.substr(at + 16));
        while (left-- > 0 && ::recv(socket_, &byte, 1, 0) == 1) out += byte;
        return out;
    }

private:
    int socket_;
};

int status_of(std::string_view answer) {
    return answer.size() < 12 ? 0 : std::stoi(std::string(answer.substr(9, 3)));
}

// A listener on a free port that says back what it got.
struct Running {
    explicit Running(ListenOptions options = {}, Listener::Answer answer = echo) {
        options.port = 0;
        listener = std::make_unique<Listener>(options, std::move(answer), [](int status) {
            return HttpResponse{status, "text/plain", "refused", {}};
        });
        thread = std::thread([this] { listener->run(); });
    }
    ~Running() {
        listener->stop();
        thread.join();
    }
    static HttpResponse echo(HttpRequest request) {
        std::string body = request.method + " " + request.path + " " + request.body;
        for (const NamedValue& value : request.query) body += " " + value.name + "=" + value.value;
        return {200, "text/plain", body, {}};
    }
    std::string ask(std::string_view bytes) const {
        const Client client(listener->port());
        client.send(bytes);
        return client.rest();
    }

    std::unique_ptr<Listener> listener;
    std::thread thread;
};

}  // namespace

TEST_CASE("requests come whole: path, query, body", "[listener]") {
    Running server;
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
}

TEST_CASE("a long form is no file and no failure", "[listener]") {
    Running server;
    const std::string body(150'000, 'x');
    const std::string answer = server.ask(
        "POST /suggest HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: "
        "application/x-www-form-urlencoded\r\nContent-Length: " +
        std::to_string(body.size()) + "\r\n\r\n" + body);
    CHECK(status_of(answer) == 200);
    CHECK(answer.size() > body.size());
}

TEST_CASE("what no honest client sends is refused and the connection closed", "[listener]") {
    struct Case {
        const char* name;
        std::string bytes;
        int status;
    };
    const Case cases[] = {
        {"long target", "GET /" + std::string(3000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414},
        {"long query", "GET /?" + std::string(8000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414},
        {"very long target", "GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414},
        {"chunked", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
         411},
        {"both lengths",
         "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc", 411},
        {"two lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
         400},
        {"odd length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -3\r\n\r\nabc", 400},
        {"packed", "POST / HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
         415},
        {"too large", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000001\r\n\r\n", 413},
        {"enormous", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999\r\n\r\n", 400},
        {"body of a GET", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello", 400},
        {"not HTTP", "hello\r\n\r\n", 400},
        {"odd method", "BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"refusal forged",
         "POST / HTTP/1.1\r\nHost: a\r\nX-Kb-Refused: 418\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
         200},
    };
    Running server;
    for (const Case& c : cases) {
        INFO(c.name);
        const std::string answer = server.ask(c.bytes + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
        CHECK(status_of(answer) == c.status);
        CHECK(answer.find("/smuggled") == std::string::npos);
    }
}

TEST_CASE("headers without end and slow heads are cut", "[listener]") {
    ListenOptions options;
    options.head_deadline = std::chrono::milliseconds(300);
    Running server(options);
    const Client endless(server.listener->port());
    endless.send("GET / HTTP/1.1\r\n");
    for (int i = 0; i < 200 && endless.send("X-A: " + std::string(1000, 'a') + "\r\n"); ++i) {
    }
    CHECK(endless.rest().find("200 OK") == std::string::npos);
    const Client slow(server.listener->port());
    slow.send("GET / HT");
    const auto begin = std::chrono::steady_clock::now();
    slow.rest();
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(3));
}

TEST_CASE("one connection serves many requests, pipelined too", "[listener]") {
    Running server;
    const Client client(server.listener->port());
    for (int i = 0; i < 50; ++i) {
        client.send("GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n");
        CHECK(client.one().find("GET /" + std::to_string(i)) != std::string::npos);
    }
    client.send(
        "GET /one HTTP/1.1\r\nHost: a\r\n\r\nGET /two HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    const std::string both = client.rest();
    CHECK(both.find("GET /one") != std::string::npos);
    CHECK(both.find("GET /two") != std::string::npos);
}

TEST_CASE("idle tabs do not keep the next visitor waiting", "[listener]") {
    ListenOptions options;
    options.threads = 2;
    options.idle = std::chrono::seconds(30);
    Running server(options);
    std::vector<std::unique_ptr<Client>> idle;
    for (int i = 0; i < 20; ++i) idle.push_back(std::make_unique<Client>(server.listener->port()));
    const auto begin = std::chrono::steady_clock::now();
    CHECK(status_of(server.ask("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")) == 200);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(3));
}

TEST_CASE("stopping lets a request in flight finish", "[listener]") {
    std::atomic<bool> is_inside{false};
    auto server = std::make_unique<Running>(ListenOptions{}, [&](const HttpRequest&) {
        is_inside = true;
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        return HttpResponse{200, "text/plain", "finished", {}};
    });
    const Client client(server->listener->port());
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    while (!is_inside) std::this_thread::yield();
    server.reset();
    CHECK(client.rest().find("finished") != std::string::npos);
}

TEST_CASE("an address that is taken is said plainly", "[listener]") {
    Running server;
    ListenOptions options;
    options.port = server.listener->port();
    const auto refuse = [](int status) { return HttpResponse{status, "", "", {}}; };
    CHECK_THROWS_WITH(Listener(options, Running::echo, refuse), Catch::Contains("занять не вышло"));
}

TEST_CASE("the whole service over a socket, never compressed by the library", "[listener]") {
    test::TestApp fake;
    const App app(fake.services());
    Running server({}, [&](HttpRequest request) { return app.answer(std::move(request)); });
    const std::string page =
        server.ask("GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip, br\r\nConnection: close\r\n\r\n");
    CHECK(status_of(page) == 200);
    CHECK(page.find("</html>") != std::string::npos);
    CHECK(page.find("Content-Encoding") == std::string::npos);
    const std::string missing = server.ask("GET /api/v1/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    CHECK(status_of(missing) == 404);
    CHECK(missing.find("\"code\":\"not-found\"") != std::string::npos);
}
