// SPDX-License-Identifier: GPL-2.0-or-later
// epoll with a bell: tells which descriptors changed, and can be woken by another thread.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

namespace kb {

class Poller {
public:
    struct Change {
        int fd;
        bool is_readable;
        bool is_writable;
        bool is_ending;  // the other end sends no more; readable then, so that reading finds the end
    };

    Poller();  // throws IoError
    ~Poller();
    Poller(const Poller&) = delete;
    Poller& operator=(const Poller&) = delete;

    // A connection is told of once per change, a listening socket for as long as somebody waits there.
    // False when the system has no room for more.
    bool add_connection(int fd);
    bool add_listening(int fd);
    void remove(int fd);

    // Waits; for ever without a timeout. The result is good until the next call.
    const std::vector<Change>& wait(std::optional<std::chrono::milliseconds> timeout);

    void wake();  // from any thread: wait() returns now, or at once when it is called next

private:
    int epoll_;
    int bell_;
    std::vector<Change> changes_;
};

}  // namespace kb
