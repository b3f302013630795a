// SPDX-License-Identifier: GPL-2.0-or-later
// How often one address may do something. A fixed piece of memory, however many addresses come.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string_view>
#include <vector>

namespace kb {

class RateLimiter {
public:
    using Time = std::chrono::steady_clock::time_point;

    // `per_window` at once, and as many again in every window, bit by bit. Remembers about `max_keys` keys.
    RateLimiter(int per_window, std::chrono::seconds window, std::size_t max_keys = 32'768);

    // Zero when `key` may, and then it is counted; else how long until it may. From many threads.
    std::chrono::milliseconds wait_for(std::string_view key, Time now);
    bool allow(std::string_view key, Time now) { return wait_for(key, now).count() == 0; }

    // True the first time in a window that `key` is seen. Keys of their own.
    bool is_first(std::string_view key, Time now);

private:
    struct Bucket {
        std::uint64_t name = 0;  // 0: free
        double drops = 0;        // how many are still to be had at `at`
        Time at{};
    };
    struct Rule {
        double capacity, per_second;
    };
    static constexpr std::size_t kWays = 8;
    using Set = std::array<Bucket, kWays>;

    double take(char kind, std::string_view key, const Rule& rule, Time now);

    Rule rule_, first_rule_;
    std::array<unsigned char, 16> secret_{};
    std::mutex mutex_;
    std::vector<Set> sets_;
};

}  // namespace kb
