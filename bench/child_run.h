// SPDX-License-Identifier: GPL-2.0-or-later
// Runs a piece of work in a process of its own, so that its time and its peak memory are its own.
#pragma once

#include <cstdint>
#include <functional>

namespace kb {

// What the work itself counts. Plain numbers: they come through a pipe.
struct WorkCount {
    double seconds = 0;      // wall
    double cpu_seconds = 0;  // all threads, user and system
    std::uint64_t articles = 0;
    std::uint64_t source_bytes = 0;  // of their Markdown files
    std::uint64_t peak_bytes = 0;    // resident, of the whole child; filled by run_in_child
};

// Wall and CPU time from its birth on, into `count`.
class WorkClock {
public:
    WorkClock();
    void stop(WorkCount& count) const;

private:
    double wall_ = 0;
    double cpu_ = 0;
};

// Forks: call it while this process has one thread and little memory. Throws IoError when the child
// fails (it says why on stderr itself).
WorkCount run_in_child(const std::function<WorkCount()>& work);

}  // namespace kb
