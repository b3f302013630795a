// SPDX-License-Identifier: GPL-2.0-or-later
// How often one address may do something. Remembers in memory only, for one window.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace kb {

class RateLimiter {
public:
    using Time = std::chrono::steady_clock::time_point;

    RateLimiter(int per_window, std::chrono::seconds window) : per_window_(per_window), window_(window) {}

    // Counts one more; false when `key` had its share of this window. Past
    // 100 000 keys in a window everybody new is refused. From many threads.
    bool allow(const std::string& key, Time now);

    // True the first time in a window that `key` is seen.
    bool is_first(const std::string& key, Time now);

private:
    void renew(Time now);

    int per_window_;
    std::chrono::seconds window_;
    std::mutex mutex_;
    Time window_begin_{};
    std::unordered_map<std::string, int> counts_;
};

}  // namespace kb
