// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/listen_sockets.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <utility>

#include "indexer/error.h"

namespace kb {
namespace {

constexpr int kBacklog = 4096;
constexpr int kFirstInherited = 3;  // sd_listen_fds(3)
constexpr std::string_view kUnix = "unix:";
constexpr mode_t kSocketMode = 0660;

[[noreturn]] void cannot_bind(const std::string& what, int error) {
    const char* advice = error == EADDRINUSE ? "он занят другой программой. Выберите другой"
                         : error == EACCES ? "нет прав. Порты до 1024 открывает только root или systemd"
                         : error == EADDRNOTAVAIL ? "на этой машине такого нет"
                                                  : std::strerror(error);
    throw IoError(fmt::format("Адрес {} занять не вышло: {}.", what, advice));
}

std::string url_of(const sockaddr_storage& address, int& port) {
    char host[NI_MAXHOST] = "";
    char service[NI_MAXSERV] = "";
    const auto size = address.ss_family == AF_INET6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
    ::getnameinfo(reinterpret_cast<const sockaddr*>(&address), static_cast<socklen_t>(size), host,
                  sizeof host, service, sizeof service, NI_NUMERICHOST | NI_NUMERICSERV);
    port = std::atoi(service);
    if (address.ss_family == AF_INET6) return fmt::format("http://[{}]:{}", host, port);
    return fmt::format("http://{}:{}", host, port);
}

int flag(int fd, int level, int name, int value) {
    return ::setsockopt(fd, level, name, &value, sizeof value);
}

ListenSocket describe(int fd, std::string own_path, bool is_inherited = false) {
    union {
        sockaddr_storage any;
        sockaddr_un local;
    } address{};
    socklen_t size = sizeof address;
    ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
    int port = 0;
    std::string url = address.any.ss_family == AF_UNIX ? std::string(kUnix) + address.local.sun_path
                                                       : url_of(address.any, port);
    flag(fd, IPPROTO_TCP, TCP_NODELAY, 1);  // connections inherit it; without it an answer waits 40 ms
    return {fd, std::move(url), port, std::move(own_path), is_inherited};
}

// The socket, or -errno.
int bind_one(const addrinfo& info, int port, bool is_for_both) {
    const int fd = ::socket(info.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return -errno;
    flag(fd, SOL_SOCKET, SO_REUSEADDR, 1);
    sockaddr_storage address{};
    std::memcpy(&address, info.ai_addr, info.ai_addrlen);
    if (info.ai_family == AF_INET6) {
        flag(fd, IPPROTO_IPV6, IPV6_V6ONLY, is_for_both ? 0 : 1);
        reinterpret_cast<sockaddr_in6&>(address).sin6_port = htons(static_cast<std::uint16_t>(port));
    } else {
        reinterpret_cast<sockaddr_in&>(address).sin_port = htons(static_cast<std::uint16_t>(port));
    }
    if (::bind(fd, reinterpret_cast<sockaddr*>(&address), info.ai_addrlen) != 0 ||
        ::listen(fd, kBacklog) != 0) {
        const int error = errno;
        ::close(fd);
        return -error;
    }
    return fd;
}

using Infos = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

Infos resolve(const std::string& host, const std::string& what) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host.c_str(), nullptr, &hints, &found) != 0)
        throw IoError(fmt::format("Адрес {} занять не вышло: нет такого имени.", what));
    return {found, &::freeaddrinfo};
}

// One socket for IPv4 and IPv6 alike; where the machine has no IPv6, for IPv4.
std::vector<ListenSocket> open_everywhere(int port, const std::string& what) {
    int error = 0;
    for (const char* host : {"::", "0.0.0.0"}) {
        const int fd = bind_one(*resolve(host, what), port, true);
        std::vector<ListenSocket> sockets;
        if (fd >= 0) {
            sockets.push_back(describe(fd, ""));
            return sockets;
        }
        error = -fd;
        if (error != EAFNOSUPPORT && error != EADDRNOTAVAIL) break;
    }
    cannot_bind(what, error);
}

bool is_answering(const sockaddr_un& address) {
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool is_taken = ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::close(fd);
    return is_taken;
}

ListenSocket open_unix(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string what = std::string(kUnix) + path;
    if (path.size() >= sizeof address.sun_path) cannot_bind(what, ENAMETOOLONG);
    std::memcpy(address.sun_path, path.data(), path.size());
    struct stat status {};
    if (::lstat(path.c_str(), &status) == 0) {  // left behind by one that was killed
        if (!S_ISSOCK(status.st_mode) || is_answering(address)) cannot_bind(what, EADDRINUSE);
        ::unlink(path.c_str());
    }
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0 || ::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
        ::chmod(path.c_str(), kSocketMode) != 0 || ::listen(fd, kBacklog) != 0) {
        const int error = errno;
        if (fd >= 0) ::close(fd);
        cannot_bind(what, error);
    }
    return describe(fd, path);
}

bool is_listening_stream(int fd) {
    int type = 0;
    int listens = 0;
    socklen_t size = sizeof type;
    if (::getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) != 0 || type != SOCK_STREAM) return false;
    size = sizeof listens;
    return ::getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0 && listens != 0;
}

int number_of(const char* name) {
    const char* text = std::getenv(name);
    int number = 0;
    if (text != nullptr) std::from_chars(text, text + std::strlen(text), number);
    return number;
}

}  // namespace

ListenAddress parse_listen(const std::string& text) {
    if (text.starts_with(kUnix) && text.size() > kUnix.size()) return {"", 0, text.substr(kUnix.size())};
    const std::size_t colon = text.rfind(':');
    ListenAddress out;
    if (colon != std::string::npos) {
        out.host = text.substr(0, colon);
        if (out.host.size() > 2 && out.host.front() == '[' && out.host.back() == ']')
            out.host = out.host.substr(1, out.host.size() - 2);
        if (out.host.empty()) out.host = "*";
        const char* end = text.data() + text.size();
        const auto [stopped, error] = std::from_chars(text.data() + colon + 1, end, out.port);
        if (error == std::errc() && stopped == end && out.port >= 0 && out.port <= 65535) return out;
    }
    throw ConfigError(fmt::format(
        "--listen {}: нужны адрес и порт, например 127.0.0.1:8080, или unix:/путь/к/сокету.", text));
}

ListenSocket::ListenSocket(ListenSocket&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      port_(other.port_),
      is_inherited_(other.is_inherited_),
      url_(std::move(other.url_)),
      path_(std::exchange(other.path_, {})) {}

ListenSocket::~ListenSocket() {
    if (fd_ >= 0) ::close(fd_);
    if (!path_.empty()) ::unlink(path_.c_str());
}

std::vector<ListenSocket> open_listen_sockets(const ListenAddress& address) {
    std::vector<ListenSocket> sockets;
    if (!address.path.empty()) {
        sockets.push_back(open_unix(address.path));
        return sockets;
    }
    const std::string what = fmt::format("{}:{}", address.host == "*" ? "" : address.host, address.port);
    if (address.host == "*") return open_everywhere(address.port, what);
    int error = 0;
    const Infos infos = resolve(address.host, what);
    for (const addrinfo* info = infos.get(); info != nullptr; info = info->ai_next) {
        const int port = sockets.empty() ? address.port : sockets.front().port();
        const int fd = bind_one(*info, port, false);
        if (fd >= 0) {
            sockets.push_back(describe(fd, ""));
        } else {
            error = -fd;
        }
    }
    if (sockets.empty()) cannot_bind(what, error);
    return sockets;
}

std::vector<ListenSocket> inherited_listen_sockets() {
    const int count = number_of("LISTEN_PID") == ::getpid() ? number_of("LISTEN_FDS") : 0;
    for (const char* name : {"LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"}) ::unsetenv(name);
    std::vector<ListenSocket> sockets;
    for (int fd = kFirstInherited; fd < kFirstInherited + count; ++fd) {
        if (!is_listening_stream(fd))
            throw IoError(
                fmt::format("Дескриптор {} от systemd — не слушающий сокет. "
                            "В podskazka.socket нужна строка ListenStream=.",
                            fd));
        ::fcntl(fd, F_SETFD, FD_CLOEXEC);
        ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
        sockets.push_back(describe(fd, "", true));
    }
    return sockets;
}

}  // namespace kb
