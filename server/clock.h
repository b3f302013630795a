// SPDX-License-Identifier: GPL-2.0-or-later
// The time, behind an interface so that tests can set it.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace kb {

class Clock {
public:
    virtual ~Clock() = default;
    virtual std::chrono::system_clock::time_point now() const = 0;
    virtual std::chrono::steady_clock::time_point steady() const = 0;
};

// The real clock. Lives as long as the program.
const Clock& real_clock();

std::int64_t unix_seconds(const Clock& clock);

// "2026-11-21T22:05:07.123Z"
std::string utc_timestamp(std::chrono::system_clock::time_point time);

}  // namespace kb
