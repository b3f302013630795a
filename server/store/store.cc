// SPDX-License-Identifier: GPL-2.0-or-later
// Everything queued while the last transaction was being written goes into the next one, so a burst
// costs a few transactions rather than one a write. When a batch fails, its writes are tried one by
// one: a single bad write must not take the others with it.
#include "server/store/store.h"

#include "indexer/error.h"
#include "server/store/migrations.h"

namespace kb {
namespace {

Database migrated(const std::string& path) {
    Database database(path, Database::Mode::read_write);
    migrate(database);
    return database;
}

bool try_transaction(Database& database, const std::function<void()>& work) {
    try {
        database.transaction(work);
        return true;
    } catch (const StoreError&) {
        return false;  // counted by the caller
    }
}

}  // namespace

Store::Store(const std::string& path, std::size_t max_queued)
    : writer_(migrated(path)), reader_(path, Database::Mode::read_only), max_queued_(max_queued) {
    thread_ = std::thread([this] { write_until_closed(); });
}

Store::~Store() {
    {
        const std::lock_guard lock(mutex_);
        is_closed_ = true;
    }
    has_work_.notify_all();
    thread_.join();
}

bool Store::post(Write write) {
    {
        const std::lock_guard lock(mutex_);
        if (is_closed_ || queue_.size() >= max_queued_) {
            ++counts_.dropped;
            return false;
        }
        queue_.push_back(std::move(write));
    }
    has_work_.notify_one();
    return true;
}

void Store::flush() {
    std::unique_lock lock(mutex_);
    is_idle_.wait(lock, [this] { return queue_.empty() && !is_writing_; });
}

std::vector<SqlRow> Store::rows(const std::string& sql, const std::vector<SqlValue>& arguments) {
    const std::lock_guard lock(reader_mutex_);
    return reader_.rows(sql, arguments);
}

Store::State Store::state() const {
    const std::lock_guard lock(mutex_);
    State state = counts_;
    state.queued = queue_.size();
    return state;
}

void Store::write_until_closed() {
    std::unique_lock lock(mutex_);
    for (;;) {
        has_work_.wait(lock, [this] { return !queue_.empty() || is_closed_; });
        if (queue_.empty()) return;
        std::deque<Write> batch;
        batch.swap(queue_);
        is_writing_ = true;
        lock.unlock();
        write_batch(batch);
        lock.lock();
        is_writing_ = false;
        is_idle_.notify_all();
    }
}

void Store::write_batch(std::deque<Write>& batch) {
    std::uint64_t failed = 0;
    const bool is_whole = try_transaction(writer_, [&] {
        for (const Write& write : batch) write(writer_);
    });
    if (!is_whole) {
        for (const Write& write : batch) {
            if (!try_transaction(writer_, [&] { write(writer_); })) ++failed;
        }
    }
    const std::lock_guard lock(mutex_);
    counts_.failed += failed;
    counts_.written += batch.size() - failed;
}

}  // namespace kb
