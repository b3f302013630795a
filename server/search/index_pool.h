// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps the catalogs of the live generation current, and lends readers.
#pragma once

#include <array>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "server/search/index_reader.h"
#include "server/search/searcher.h"

namespace kb {

class IndexPool {
public:
    // Opens the live generation if there is one, and looks for a newer state ten
    // times a second from then on. Throws nothing for a missing index: see trouble().
    explicit IndexPool(std::string index_dir);
    ~IndexPool();
    IndexPool(const IndexPool&) = delete;
    IndexPool& operator=(const IndexPool&) = delete;

    // Calls `ask` with a reader that is the caller's alone meanwhile. When the index moves on
    // under the reader, calls it again with a new one. Throws IndexError when there is no index, BusyError
    // when commits have overtaken every reader for seconds.
    template <typename Ask>
    auto use(Caller caller, Ask&& ask) {
        const auto end = std::chrono::steady_clock::now() + kLongestTry;
        for (int attempt = 0;; ++attempt) {
            try {
                const Lease lease(*this, caller);
                return ask(lease.reader());
            } catch (const StaleReader& stale) {
                if (attempt >= kAttempts && std::chrono::steady_clock::now() >= end) give_up(stale);
                if (!refresh()) std::this_thread::sleep_for(kPause);
            }
        }
    }

    std::shared_ptr<const Catalog> catalog(Caller caller) const;  // null: not ready
    std::string trouble() const;  // why the newest index is not open; empty: it is

    // Looks for a newer state now. True when there was one.
    bool refresh();

private:
    using Catalogs = std::array<std::shared_ptr<const Catalog>, 2>;            // by Caller
    using Readers = std::array<std::vector<std::unique_ptr<IndexReader>>, 2>;  // by Caller

    // Both have to be used up: a busy machine spends seconds on what takes milliseconds.
    static constexpr int kAttempts = 8;
    static constexpr std::chrono::seconds kLongestTry{3};
    static constexpr std::chrono::milliseconds kPause{20};  // for a commit that is under way

    // Takes a reader out of the pool, and gives it back unless it failed.
    class Lease {
    public:
        Lease(IndexPool& pool, Caller caller) : pool_(pool), caller_(caller), reader_(pool.take(caller)) {}
        ~Lease() {
            if (std::uncaught_exceptions() == exceptions_) pool_.give_back(caller_, std::move(reader_));
        }
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        const IndexReader& reader() const { return *reader_; }

    private:
        IndexPool& pool_;
        Caller caller_;
        std::unique_ptr<IndexReader> reader_;
        int exceptions_ = std::uncaught_exceptions();
    };

    std::unique_ptr<IndexReader> take(Caller caller);
    void give_back(Caller caller, std::unique_ptr<IndexReader> reader);
    [[noreturn]] static void give_up(const StaleReader& stale);
    void watch(std::stop_token stop);
    void publish(Catalogs catalogs, Readers readers, const std::string& generation_dir);

    const std::string index_dir_;
    mutable std::mutex mutex_;  // guards the four below
    Catalogs catalogs_;
    Readers idle_;  // of the current catalogs
    std::string generation_dir_;
    std::string trouble_;
    std::mutex refreshing_;                 // one refresh at a time; guards the next
    std::vector<std::uint64_t> revisions_;  // of both databases, as published
    std::condition_variable_any wake_;
    std::jthread watcher_;
};

}  // namespace kb
