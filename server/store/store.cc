// SPDX-License-Identifier: GPL-2.0-or-later
// A transaction costs more than what is written in it, so while many writes come each waits a moment for
// others to come with it: a burst is a few transactions rather than one a write. When a batch fails, its
// writes are tried one by one: a single bad write must not take the others with it. When the file is locked
// by another program or the disk is full, the batch goes back to the head of the queue and is tried again;
// what comes meanwhile waits behind it, and only what the queue cannot hold is lost, and counted.
#include "server/store/store.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <optional>

#include "indexer/error.h"
#include "server/store/migrations.h"

namespace kb {
namespace {

Database migrated(const std::string& path) {
    Database database(path, Database::Mode::read_write);
    migrate(database);
    return database;
}

constexpr auto kGather = std::chrono::milliseconds(20);
constexpr auto kWindow = std::chrono::milliseconds(100);
constexpr std::size_t kMany = 20;         // writes in a window
constexpr std::size_t kLargeBatch = 512;  // is written at once
constexpr auto kTryAgainAfter = std::chrono::milliseconds(250);
constexpr auto kLongestFarewell = std::chrono::seconds(5);

// Whether many came lately.
class Rush {
public:
    using Time = std::chrono::steady_clock::time_point;

    bool is_on(Time now) {
        if (now - begin_ < kWindow) return is_on_;
        is_on_ = count_ >= kMany && now - begin_ < 2 * kWindow;
        begin_ = now;
        count_ = 0;
        return is_on_;
    }
    void add(std::size_t writes) { count_ += writes; }

private:
    Time begin_{};
    std::size_t count_ = 0;
    bool is_on_ = false;
};

enum class Outcome { written, failed, not_now };

Outcome try_transaction(Database& database, const std::function<void()>& work) {
    try {
        database.transaction(work);
        return Outcome::written;
    } catch (const StoreNotNow&) {
        return Outcome::not_now;
    } catch (const StoreError&) {
        return Outcome::failed;  // counted by the caller
    }
}

}  // namespace

Store::Store(const std::string& path, std::size_t max_queued)
    : writer_(migrated(path)),
      reader_(path, Database::Mode::read_only),
      durable_(path, Database::Mode::read_write),
      max_queued_(max_queued) {
    durable_.script("PRAGMA synchronous=FULL");
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
    bool is_news = false;
    {
        const std::lock_guard lock(mutex_);
        if (is_closed_ || queue_.size() >= max_queued_) {
            ++counts_.dropped;
            return false;
        }
        queue_.push_back(std::move(write));
        is_news = queue_.size() == 1 || queue_.size() == kLargeBatch;
    }
    if (is_news) has_work_.notify_one();
    return true;
}

void Store::write_now(const Write& write) {
    const std::lock_guard lock(durable_mutex_);
    durable_.transaction([&] { write(durable_); });
}

void Store::flush() {
    std::unique_lock lock(mutex_);
    ++flushes_;
    has_work_.notify_all();
    is_idle_.wait(lock, [this] { return queue_.empty() && !is_writing_; });
    --flushes_;
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
    std::optional<std::chrono::steady_clock::time_point> farewell;
    Rush rush;
    for (;;) {
        has_work_.wait(lock, [this] { return !queue_.empty() || is_closed_; });
        if (queue_.empty()) return;
        if (rush.is_on(std::chrono::steady_clock::now()))
            has_work_.wait_for(lock, kGather,
                               [this] { return is_closed_ || flushes_ > 0 || queue_.size() >= kLargeBatch; });
        rush.add(queue_.size());
        const auto now = std::chrono::steady_clock::now();
        if (is_closed_ && !farewell) farewell = now + kLongestFarewell;
        std::deque<Write> batch;
        batch.swap(queue_);
        is_writing_ = true;
        lock.unlock();
        const bool is_done = write_batch(batch);
        lock.lock();
        if (!is_done) put_back(batch);
        is_writing_ = false;
        is_idle_.notify_all();
        if (is_done) continue;
        if (farewell && now >= *farewell) {
            counts_.failed += queue_.size();
            queue_.clear();
            is_idle_.notify_all();
        } else {
            has_work_.wait_for(lock, kTryAgainAfter, [this] { return is_closed_; });
        }
    }
}

// The oldest first; under the lock.
void Store::put_back(std::deque<Write>& batch) {
    const std::size_t room = max_queued_ - std::min(max_queued_, batch.size());
    if (queue_.size() > room) {
        counts_.dropped += queue_.size() - room;
        queue_.resize(room);
    }
    queue_.insert(queue_.begin(), std::make_move_iterator(batch.begin()),
                  std::make_move_iterator(batch.end()));
}

// False when waiting may help: then what is still to be written is left in the batch.
bool Store::write_batch(std::deque<Write>& batch) {
    std::uint64_t failed = 0;
    std::uint64_t written = 0;
    const Outcome whole = try_transaction(writer_, [&] {
        for (const Write& write : batch) write(writer_);
    });
    bool is_done = whole != Outcome::not_now;
    if (whole == Outcome::written) written = batch.size();
    while (whole == Outcome::failed && !batch.empty() && is_done) {
        const Outcome one = try_transaction(writer_, [&] { batch.front()(writer_); });
        is_done = one != Outcome::not_now;
        if (!is_done) break;
        ++(one == Outcome::written ? written : failed);
        batch.pop_front();
    }
    const std::lock_guard lock(mutex_);
    counts_.failed += failed;
    counts_.written += written;
    return is_done;
}

}  // namespace kb
