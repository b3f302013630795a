// SPDX-License-Identifier: GPL-2.0-or-later
// How long this thread has worked: a machine that is busy with others does not count.
#pragma once

#include <time.h>

namespace kb::test {

inline double cpu_ms() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

}  // namespace kb::test
