// SPDX-License-Identifier: GPL-2.0-or-later
// What the service counts about itself, as Prometheus reads it. Holds numbers and route patterns only.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace kb {

class Metrics {
public:
    // `route` is the pattern ("/a/{slug}"), never a path. May be called from many threads.
    void count_request(std::string_view route, int status, std::chrono::steady_clock::duration took);

    // Verdicts of searches and suggestions: kind is "search" or "suggest".
    void count_verdict(std::string_view kind, std::string_view verdict);

    // A newly seen index version restarts its age.
    void note_index(std::string_view version, bool is_ready, std::int64_t now_s);

    struct StoreState {
        bool is_open = false;
        std::size_t queued = 0;
        std::uint64_t written = 0, dropped = 0, failed = 0;
    };

    // Text exposition format 0.0.4.
    std::string render(const StoreState& store, std::int64_t now_s) const;

private:
    // Upper bounds in milliseconds; the last bucket is +Inf.
    static constexpr std::array<double, 10> kBounds_ms = {1, 2.5, 5, 10, 25, 50, 100, 250, 1000, 5000};

    struct Latency {
        std::array<std::uint64_t, kBounds_ms.size() + 1> buckets{};
        std::uint64_t count = 0;
        double sum_s = 0;
    };

    void render_latency(std::string& out) const;
    void render_index(std::string& out, std::int64_t now_s) const;

    mutable std::mutex mutex_;
    std::map<std::pair<std::string, int>, std::uint64_t, std::less<>> requests_;
    std::map<std::string, Latency, std::less<>> latency_;
    std::map<std::pair<std::string, std::string>, std::uint64_t> verdicts_;
    std::string index_version_;
    std::int64_t index_since_s_ = 0;
    bool index_ready_ = false;
};

}  // namespace kb
