// SPDX-License-Identifier: GPL-2.0-or-later
// The file of what people did: one writer thread behind a bounded queue, one reader, and a
// way around the queue for what must not be lost. A full queue or disk loses statistics, never an answer.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "server/store/database.h"

namespace kb {

class Store {
public:
    using Write = std::function<void(Database&)>;

    // Opens or creates the file and starts the writer. Throws StoreError.
    explicit Store(const std::string& path, std::size_t max_queued = 4096);
    ~Store();  // writes what is queued; gives up after 5 s when the file cannot be written
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    // Returns at once; false when the queue is full. From many threads. On the disk within some 20 ms;
    // while the file is locked or the disk is full it waits in the queue.
    bool post(Write write);

    // On the disk when it returns, whatever happens to the machine; beside the queue. For what must not be
    // lost. Throws StoreError. From many threads.
    void write_now(const Write& write);

    // Waits until everything posted so far is written or has failed, however long the file is locked.
    void flush();

    // What is written so far. Throws StoreError. From many threads.
    std::vector<SqlRow> rows(const std::string& sql, const std::vector<SqlValue>& arguments = {});

    struct State {
        std::size_t queued = 0;
        std::uint64_t written = 0, dropped = 0, failed = 0;
    };
    State state() const;

private:
    void write_until_closed();
    bool write_batch(std::deque<Write>& batch);
    void put_back(std::deque<Write>& batch);

    Database writer_;
    Database reader_;
    Database durable_;
    std::mutex reader_mutex_;
    std::mutex durable_mutex_;
    const std::size_t max_queued_;

    mutable std::mutex mutex_;
    std::condition_variable has_work_;
    std::condition_variable is_idle_;
    std::deque<Write> queue_;
    bool is_writing_ = false;
    bool is_closed_ = false;
    int flushes_ = 0;  // that are being waited for
    State counts_;
    std::thread thread_;
};

}  // namespace kb
