// SPDX-License-Identifier: GPL-2.0-or-later
// Log lines about what was refused unread: a few a second, however many there are. A flood must not fill the
// disk, and the loop that refuses must not wait for whoever reads the log.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>

namespace kb {

class RefusalLog {
public:
    using Time = std::chrono::steady_clock::time_point;

    // Nothing: leave it out. Else write it, and say that so many were left out before. From many threads.
    std::optional<std::int64_t> may_write(Time now);

private:
    std::mutex mutex_;
    Time second_begin_{};
    int written_ = 0;
    std::int64_t left_out_ = 0;
};

}  // namespace kb
