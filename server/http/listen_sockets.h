// SPDX-License-Identifier: GPL-2.0-or-later
// The doors of the service: sockets it opens itself, or finds open because systemd holds them
// (LISTEN_FDS), so that a restart refuses nobody.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kb {

struct ListenAddress {
    std::string host;  // a name or an address; «*»: all of them
    int port = 0;      // 0: any free one
    std::string path;  // of a Unix socket; then host and port mean nothing
};

// "127.0.0.1:8080", "[::1]:0", ":8080" (all addresses, IPv4 and IPv6), "unix:/run/podskazka/http.sock".
// Throws ConfigError.
ListenAddress parse_listen(const std::string& text);

// Owns a listening socket that never blocks.
class ListenSocket {
public:
    // `path`: removed with the socket, unless it is empty.
    ListenSocket(int fd, std::string url, int port, std::string path, bool is_inherited)
        : fd_(fd), port_(port), is_inherited_(is_inherited), url_(std::move(url)), path_(std::move(path)) {}
    ~ListenSocket();
    ListenSocket(ListenSocket&& other) noexcept;
    ListenSocket& operator=(ListenSocket&&) = delete;

    int fd() const { return fd_; }
    int port() const { return port_; }                   // 0 for a Unix socket
    bool is_inherited() const { return is_inherited_; }  // somebody else keeps it open when we are gone
    const std::string& url() const { return url_; }      // "http://127.0.0.1:8080", "unix:/run/x.sock"

private:
    int fd_;
    int port_;
    bool is_inherited_;
    std::string url_;
    std::string path_;
};

// One for every address the name stands for. Throws IoError when none can be had.
std::vector<ListenSocket> open_listen_sockets(const ListenAddress& address);

// Those handed over by whoever started this process, and forgets the environment that says so. Empty when
// none were.
std::vector<ListenSocket> inherited_listen_sockets();

}  // namespace kb
