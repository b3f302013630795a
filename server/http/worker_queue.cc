// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/worker_queue.h"

#include <utility>

namespace kb {

namespace {

constexpr int kLate = 5;

}  // namespace

WorkerQueue::WorkerQueue(std::size_t threads, std::size_t max_waiting, std::chrono::milliseconds max_wait)
    : max_waiting_(max_waiting), max_wait_(max_wait) {
    threads_.reserve(threads);
    for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

WorkerQueue::~WorkerQueue() {
    {
        const std::lock_guard lock(mutex_);
        is_ending_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

bool WorkerQueue::push(Job&& job, Time now) {
    {
        const std::lock_guard lock(mutex_);
        if (line_.size() >= max_waiting_) return false;
        if (!line_.empty() && now - line_.front().since > max_wait_) return false;
        line_.push_back({std::move(job), now});
    }
    changed_.notify_one();
    return true;
}

std::size_t WorkerQueue::waiting() const {
    const std::lock_guard lock(mutex_);
    return line_.size();
}

void WorkerQueue::work() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return !line_.empty() || is_ending_; });
        if (line_.empty()) return;
        Job job = std::move(line_.front().job);
        const Time since = line_.front().since;
        line_.pop_front();
        lock.unlock();
        job(std::chrono::steady_clock::now() - since > kLate * max_wait_);
        job = nullptr;  // what it holds goes before the lock is taken
        lock.lock();
    }
}

}  // namespace kb
