// SPDX-License-Identifier: GPL-2.0-or-later
// Where the service can be reached: IPv4, IPv6, Unix sockets, and what --listen understands.
#include "server/http/listen_sockets.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "../support/temp_folder.h"
#include "../support/wire_client.h"
#include "indexer/error.h"

using namespace kb;
using test::RunningListener;
using test::status_of;
using test::WireClient;

namespace {

const std::string kLast = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

}  // namespace

TEST_CASE("addresses: IPv6, every one, a Unix socket, an inherited socket, a taken one", "[listener]") {
    const auto client_name = [](const HttpRequest& request) {
        return HttpResponse{200, "text/plain", request.client, {}};
    };
    SECTION("IPv6") {
        const RunningListener server({}, client_name, open_listen_sockets({"::1", 0, ""}));
        const WireClient client(in6addr_loopback, server.listener->port());
        client.send(kLast);
        CHECK(client.rest().ends_with("\r\n\r\n::1"));
    }
    SECTION("every address") {
        const RunningListener server({}, client_name, open_listen_sockets(parse_listen(":0")));
        CHECK(server.ask(kLast).ends_with("\r\n\r\n127.0.0.1"));
        const WireClient client(in6addr_loopback, server.listener->port());
        client.send(kLast);
        CHECK(client.rest().ends_with("\r\n\r\n::1"));
    }
    SECTION("a Unix socket, also where a killed server has left one") {
        const test::TempFolder folder;
        const std::string path = folder / "http.sock";
        for (int round = 0; round < 2; ++round) {
            const RunningListener server({}, client_name, open_listen_sockets(parse_listen("unix:" + path)));
            CHECK_THROWS_WITH(open_listen_sockets(parse_listen("unix:" + path)),
                              Catch::Contains("занять не вышло"));
            const WireClient client(path);
            client.send(kLast);
            CHECK(client.rest().ends_with("\r\n\r\nunix"));
        }
        CHECK_FALSE(std::filesystem::exists(path));
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, path.data(), path.size());
        const int left = ::socket(AF_UNIX, SOCK_STREAM, 0);
        REQUIRE(::bind(left, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
        ::close(left);
        const RunningListener server({}, client_name, open_listen_sockets(parse_listen("unix:" + path)));
        const WireClient client(path);
        client.send(kLast);
        CHECK(status_of(client.rest()) == 200);
    }
    SECTION("a file is not taken for a socket") {
        const test::TempFolder folder;
        const std::string path = folder / "notes.txt";
        CHECK(std::ofstream(path) << "mine");
        CHECK_THROWS_AS(open_listen_sockets(parse_listen("unix:" + path)), IoError);
        CHECK(std::filesystem::file_size(path) == 4);
    }
    SECTION("a taken one") {
        const RunningListener server;
        CHECK_THROWS_WITH(test::loopback_sockets(server.listener->port()),
                          Catch::Contains("занять не вышло"));
    }
}

TEST_CASE("what --listen understands", "[listener]") {
    struct Case {
        const char* text;
        const char* host;
        int port;
        const char* path;
    };
    for (const Case& c : {Case{"127.0.0.1:8080", "127.0.0.1", 8080, ""}, Case{"[::1]:0", "::1", 0, ""},
                          Case{":65535", "*", 65535, ""}, Case{"localhost:1", "localhost", 1, ""},
                          Case{"unix:/run/x.sock", "", 0, "/run/x.sock"}}) {
        INFO(c.text);
        const ListenAddress address = parse_listen(c.text);
        CHECK(address.host == c.host);
        CHECK(address.port == c.port);
        CHECK(address.path == c.path);
    }
    for (const char* wrong : {"", "8080", "a:", "a:65536", "a:-1", "a:1x", "unix:"}) {
        INFO(wrong);
        CHECK_THROWS_AS(parse_listen(wrong), ConfigError);
    }
}
