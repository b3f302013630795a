// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/doors.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "indexer/error.h"
#include "server/network_address.h"

namespace kb {
namespace {

std::string client_name(const sockaddr_storage& address) {
    char text[INET6_ADDRSTRLEN] = "";
    if (address.ss_family == AF_INET) {
        ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in&>(address).sin_addr, text, sizeof text);
    } else if (address.ss_family == AF_INET6) {
        const in6_addr& bytes = reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
        if (IN6_IS_ADDR_V4MAPPED(&bytes)) {
            ::inet_ntop(AF_INET, bytes.s6_addr + 12, text, sizeof text);
        } else {
            ::inet_ntop(AF_INET6, &bytes, text, sizeof text);
        }
    } else {
        return std::string(kUnixClient);
    }
    return text;
}

bool is_lack_of_room(int error) {
    return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

}  // namespace

Doors::Doors(std::vector<ListenSocket> sockets, Poller& poller)
    : sockets_(std::move(sockets)), poller_(poller), is_shut_(true) {
    if (sockets_.empty()) throw IoError("Не сказано, на каком адресе отвечать.");
}

bool Doors::has(int fd) const {
    return std::any_of(sockets_.begin(), sockets_.end(),
                       [fd](const auto& socket) { return socket.fd() == fd; });
}

std::optional<Doors::Visitor> Doors::accept(int door) {
    is_out_of_room_ = false;
    while (true) {
        sockaddr_storage address{};
        socklen_t size = sizeof address;
        const int fd =
            ::accept4(door, reinterpret_cast<sockaddr*>(&address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd >= 0) return Visitor{fd, client_name(address)};
        if (errno == EAGAIN || errno == EWOULDBLOCK) return std::nullopt;
        is_out_of_room_ = is_lack_of_room(errno);
        if (is_out_of_room_ || errno == EBADF || errno == EINVAL) return std::nullopt;
    }  // the one who came has gone: the next, please
}

void Doors::shut() {
    if (std::exchange(is_shut_, true)) return;
    for (const ListenSocket& socket : sockets_) poller_.remove(socket.fd());
}

void Doors::open() {
    if (!std::exchange(is_shut_, false)) return;
    for (const ListenSocket& socket : sockets_) poller_.add_listening(socket.fd());
}

std::vector<Doors::Visitor> Doors::close() {
    shut();
    std::vector<Visitor> last;
    for (const ListenSocket& socket : sockets_) {
        while (!socket.is_inherited()) {
            auto visitor = accept(socket.fd());
            if (!visitor) break;
            last.push_back(std::move(*visitor));
        }
    }
    sockets_.clear();
    return last;
}

}  // namespace kb
