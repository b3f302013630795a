// SPDX-License-Identifier: GPL-2.0-or-later
// A client that sends exactly the bytes it is given, and a listener on a free port to send them to.
#pragma once

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "server/http/listener.h"

namespace kb::test {

class WireClient {
public:
    explicit WireClient(int port, int receive_buffer = 0) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        if (receive_buffer > 0)
            ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connect_to(address);
    }
    explicit WireClient(const in6_addr& host, int port) : socket_(::socket(AF_INET6, SOCK_STREAM, 0)) {
        sockaddr_in6 address{};
        address.sin6_family = AF_INET6;
        address.sin6_port = htons(static_cast<std::uint16_t>(port));
        address.sin6_addr = host;
        connect_to(address);
    }
    explicit WireClient(const std::string& path) : socket_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, path.data(), path.size());
        connect_to(address);
    }
    ~WireClient() { ::close(socket_); }
    WireClient(WireClient&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}
    WireClient& operator=(WireClient&&) = delete;

    bool send(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }
    void finish_sending() const { ::shutdown(socket_, SHUT_WR); }

    // Everything up to the end of the connection, or ten silent seconds.
    std::string rest() const {
        std::string out;
        char bytes[4096];
        for (ssize_t got = 0; (got = ::recv(socket_, bytes, sizeof bytes, 0)) > 0;)
            out.append(bytes, static_cast<std::size_t>(got));
        return out;
    }
    // At most so many bytes.
    std::string some(std::size_t size) const {
        std::string out(size, '\0');
        const ssize_t got = ::recv(socket_, out.data(), out.size(), 0);
        out.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
        return out;
    }
    // One answer with Content-Length.
    std::string one() const {
        std::string out;
        while (out.find("\r\n\r\n") == std::string::npos) {
            const std::string byte = some(1);
            if (byte.empty()) return out;
            out += byte;
        }
        const std::size_t at = out.find("Content-Length: ");
        std::size_t left = at == std::string::npos ? 0 : std::stoul(out.substr(at + 16));
        while (left > 0) {
            const std::string more = some(left);
            if (more.empty()) break;
            out += more;
            left -= more.size();
        }
        return out;
    }

private:
    template <class Address>
    void connect_to(const Address& address) const {
        const timeval timeout{10, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
        if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error("nobody listens there");
    }

    int socket_;
};

inline int status_of(std::string_view answer) {
    return answer.size() < 12 ? 0 : std::stoi(std::string(answer.substr(9, 3)));
}

inline std::vector<ListenSocket> loopback_sockets(int port = 0) {
    return open_listen_sockets({"127.0.0.1", port, ""});
}

// Runs until it goes; says back what it got unless told otherwise.
struct RunningListener {
    explicit RunningListener(const ListenOptions& options = {}, Listener::Answer answer = echo,
                             std::vector<ListenSocket> sockets = loopback_sockets()) {
        listener = std::make_unique<Listener>(std::move(sockets), options, std::move(answer), [](int status) {
            return HttpResponse{status, "text/plain", "refused", {}};
        });
        thread = std::thread([this] { listener->run(); });
    }
    ~RunningListener() {
        listener->stop();
        thread.join();
    }
    static HttpResponse echo(HttpRequest request) {
        std::string body = request.method + " " + request.path + " " + request.body;
        for (const NamedValue& value : request.query) body += " " + value.name + "=" + value.value;
        return {200, "text/plain", body, {}};
    }
    WireClient client() const { return WireClient(listener->port()); }
    std::string ask(std::string_view bytes) const {
        const WireClient connection = client();
        connection.send(bytes);
        return connection.rest();
    }

    std::unique_ptr<Listener> listener;
    std::thread thread;
};

}  // namespace kb::test
