// SPDX-License-Identifier: GPL-2.0-or-later
// The real time, moved forward by hand.
#pragma once

#include "server/clock.h"

namespace kb::test {

struct MovedClock final : Clock {
    std::chrono::seconds ahead{0};  // how much time has gone by beside the real one
    std::chrono::seconds put{0};    // by how much somebody has put the wall clock
    std::chrono::system_clock::time_point now() const override { return real_clock().now() + ahead + put; }
    std::chrono::steady_clock::time_point steady() const override { return real_clock().steady() + ahead; }
};

}  // namespace kb::test
