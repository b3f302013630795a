// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/connection_bytes.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace kb {
namespace {

constexpr std::size_t kReadBytes = 16 * 1024;
constexpr std::size_t kGatherBytes = 256 * 1024;
constexpr std::chrono::milliseconds kLinger{300};

bool wait_for(int socket, short events, std::chrono::milliseconds timeout) {
    pollfd entry{socket, events, 0};
    int ready = 0;
    do {
        ready = ::poll(&entry, 1, static_cast<int>(std::max<std::int64_t>(0, timeout.count())));
    } while (ready < 0 && errno == EINTR);
    return ready > 0;
}

std::chrono::milliseconds left_until(ConnectionBytes::Time deadline) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
}

}  // namespace

void ConnectionBytes::set_limits(std::size_t max_bytes, Time deadline) {
    allowed_bytes_ = max_bytes;
    deadline_ = deadline;
    is_over_limit_ = false;
}

bool ConnectionBytes::wait_readable(std::chrono::milliseconds timeout) const {
    return has_buffered() || wait_for(socket_, POLLIN, timeout);
}

ssize_t ConnectionBytes::fill() {
    if (!flush() || !wait_for(socket_, POLLIN, left_until(deadline_))) return 0;
    input_.resize(kReadBytes);
    read_at_ = 0;
    const ssize_t got = ::recv(socket_, input_.data(), input_.size(), 0);
    input_.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return got;
}

ssize_t ConnectionBytes::read(char* out, std::size_t size) {
    if (!has_buffered()) {
        const ssize_t got = fill();
        if (got <= 0) return got;
    }
    const std::size_t count = std::min({size, input_.size() - read_at_, allowed_bytes_});
    if (count == 0) {
        is_over_limit_ = true;
        return 0;
    }
    std::memcpy(out, input_.data() + read_at_, count);
    read_at_ += count;
    allowed_bytes_ -= count;
    return static_cast<ssize_t>(count);
}

ssize_t ConnectionBytes::write(const char* bytes, std::size_t size) {
    output_.append(bytes, size);
    if (output_.size() > kGatherBytes && !flush()) return -1;
    return static_cast<ssize_t>(size);
}

bool ConnectionBytes::flush() {
    const Time deadline = std::chrono::steady_clock::now() + write_timeout_;
    std::size_t sent = 0;
    while (sent < output_.size()) {
        const ssize_t count =
            ::send(socket_, output_.data() + sent, output_.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count > 0) {
            sent += static_cast<std::size_t>(count);
        } else if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            if (!wait_for(socket_, POLLOUT, left_until(deadline))) break;
        } else if (!(count < 0 && errno == EINTR)) {
            break;
        }
    }
    const bool is_whole = sent == output_.size();
    output_.clear();
    return is_whole;
}

void ConnectionBytes::finish(bool may_still_send) {
    flush();
    ::shutdown(socket_, SHUT_WR);
    if (!may_still_send) return;
    const Time deadline = std::chrono::steady_clock::now() + kLinger;
    char dropped[4096];
    while (wait_for(socket_, POLLIN, left_until(deadline)) &&
           ::recv(socket_, dropped, sizeof dropped, 0) > 0) {
        if (std::chrono::steady_clock::now() >= deadline) break;
    }
}

}  // namespace kb
