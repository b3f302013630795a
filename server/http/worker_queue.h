// SPDX-License-Identifier: GPL-2.0-or-later
// A fixed number of threads and a bounded line before them. Says no at once instead of letting the line grow.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace kb {

class WorkerQueue {
public:
    using Job = std::function<void(bool is_late)>;  // must not throw
    using Time = std::chrono::steady_clock::time_point;

    // `max_wait`: while the first of the line has waited longer, nobody is let in either. Who has waited five
    // times as long is called late: those before it took longer than anybody could foresee.
    WorkerQueue(std::size_t threads, std::size_t max_waiting, std::chrono::milliseconds max_wait);
    ~WorkerQueue();  // does what is in line, then ends the threads
    WorkerQueue(const WorkerQueue&) = delete;
    WorkerQueue& operator=(const WorkerQueue&) = delete;

    // False, with the job untouched, when the line is full or too slow.
    bool push(Job&& job, Time now);

    std::size_t waiting() const;

private:
    struct Waiting {
        Job job;
        Time since;
    };
    void work();

    std::size_t max_waiting_;
    std::chrono::milliseconds max_wait_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Waiting> line_;
    bool is_ending_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace kb
