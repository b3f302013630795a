// SPDX-License-Identifier: GPL-2.0-or-later
// Which connection has to be looked at by when. Every kind of waiting has one length, so those who wait for
// the same thing stand in the order they began: the next deadline is always at the front of a queue.
#pragma once

#include <array>
#include <chrono>
#include <list>
#include <optional>
#include <vector>

namespace kb {

enum class Wait { none, request, head, body, write, linger };
constexpr std::size_t kWaitKinds = 6;

class Deadlines {
public:
    using Time = std::chrono::steady_clock::time_point;
    using Lengths = std::array<std::chrono::milliseconds, kWaitKinds>;  // by Wait; that of `none` is not used

    explicit Deadlines(const Lengths& lengths) : lengths_(lengths) {}

    // Whoever `who` waited for before, it waits for this from now on. Small numbers, please: file
    // descriptors.
    void set(int who, Wait wait, Time now);
    void clear(int who) { set(who, Wait::none, {}); }

    std::optional<Time> next() const;
    // One whose time has come, and what it waited for; it waits for nothing then.
    std::optional<std::pair<int, Wait>> take_expired(Time now);
    // Who has waited longest for this.
    std::optional<int> longest(Wait wait) const;
    std::size_t count(Wait wait) const { return queues_[static_cast<std::size_t>(wait)].size(); }

private:
    struct Entry {
        int who;
        Time due;
    };
    struct Place {
        Wait wait = Wait::none;
        std::list<Entry>::iterator at;
    };

    Lengths lengths_;
    std::array<std::list<Entry>, kWaitKinds> queues_;  // that of `none` holds entries for reuse
    std::vector<Place> places_;                        // by who
};

}  // namespace kb
