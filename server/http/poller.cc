// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/poller.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "indexer/error.h"

namespace kb {
namespace {

constexpr std::size_t kBatch = 256;
constexpr std::int64_t kLongest_ms = 60'000;

bool add(int epoll, int fd, std::uint32_t events) {
    epoll_event event{};
    event.events = events;
    event.data.fd = fd;
    return ::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) == 0;
}

}  // namespace

Poller::Poller() : epoll_(::epoll_create1(EPOLL_CLOEXEC)), bell_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (epoll_ < 0 || bell_ < 0 || !add(epoll_, bell_, EPOLLIN | EPOLLET))
        throw IoError("Сервер не запустить: системе не хватает дескрипторов (ulimit -n).");
}

Poller::~Poller() {
    ::close(bell_);
    ::close(epoll_);
}

bool Poller::add_connection(int fd) { return add(epoll_, fd, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET); }
bool Poller::add_listening(int fd) { return add(epoll_, fd, EPOLLIN); }
void Poller::remove(int fd) { ::epoll_ctl(epoll_, EPOLL_CTL_DEL, fd, nullptr); }

const std::vector<Poller::Change>& Poller::wait(std::optional<std::chrono::milliseconds> timeout) {
    std::array<epoll_event, kBatch> events;
    const std::int64_t wait_ms =
        timeout ? std::clamp<std::int64_t>(timeout->count(), 0, kLongest_ms) : std::int64_t{-1};
    const int count = ::epoll_wait(epoll_, events.data(), kBatch, static_cast<int>(wait_ms));
    changes_.clear();
    for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        const int fd = event.data.fd;
        if (fd == bell_) continue;  // edge-triggered: every ring is told once, so it is never read
        const bool is_broken = (event.events & (EPOLLERR | EPOLLHUP)) != 0;
        const bool is_ending = is_broken || (event.events & EPOLLRDHUP) != 0;
        changes_.push_back({fd, is_ending || (event.events & EPOLLIN) != 0,
                            is_broken || (event.events & EPOLLOUT) != 0, is_ending});
    }
    return changes_;
}

void Poller::wake() {
    const std::uint64_t one = 1;
    static_cast<void>(!::write(bell_, &one, sizeof one));  // a full counter has been told of already
}

}  // namespace kb
