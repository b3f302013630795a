// SPDX-License-Identifier: GPL-2.0-or-later
// Says when a folder has changed and come to rest. Says not what changed: events are only a hint, and
// every few minutes, after lost events and when in doubt it simply says so again.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace kb {

// When a burst of events is over: a quiet time after the last one, but not for ever.
class Settling {
public:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::milliseconds kQuiet{100};
    static constexpr std::chrono::milliseconds kLongest{500};

    void event(Clock::time_point now);
    // When the burst counts as over; nothing when no event waits.
    std::optional<Clock::time_point> due() const;
    void clear() { first_.reset(); }

private:
    std::optional<Clock::time_point> first_;
    Clock::time_point last_;
};

class Watcher {
public:
    static constexpr std::chrono::minutes kRescan{5};
    static constexpr std::chrono::seconds kRetry{1};

    // `on_change` runs on the thread of run(). It returns false to be called again in a second
    // (somebody else is writing). Throws IoError when the system has no inotify to give.
    Watcher(std::string folder, std::function<bool()> on_change);
    ~Watcher();
    Watcher(const Watcher&) = delete;
    Watcher& operator=(const Watcher&) = delete;

    // Calls on_change once at the start and after every settled change until asked to stop, which it
    // does at once. The folder may vanish and come back; while it is away on_change is not called.
    void run(const std::stop_token& stop);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kb
