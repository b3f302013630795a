// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps the catalogs of the live generation current, and gives each thread readers of its own.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "server/search/index_reader.h"
#include "server/search/searcher.h"

namespace kb {

class IndexPool {
public:
    // Opens the live generation if there is one, and looks for a newer state ten
    // times a second from then on. Throws nothing for a missing index: see why_not_ready().
    explicit IndexPool(std::string index_dir);
    ~IndexPool();
    IndexPool(const IndexPool&) = delete;
    IndexPool& operator=(const IndexPool&) = delete;

    // Calls `ask` with a reader of this thread. When the index moves on under the
    // reader, calls it again with a new one. Throws IndexError when there is no index.
    template <typename Ask>
    auto use(Caller caller, Ask&& ask) {
        for (int attempt = 0;; ++attempt) {
            try {
                return ask(reader(caller));
            } catch (const StaleReader& stale) {
                if (attempt == kAttempts) give_up(stale);
                if (!refresh()) std::this_thread::sleep_for(kPause);
            }
        }
    }

    std::shared_ptr<const Catalog> catalog(Caller caller) const;  // null: not ready
    std::string why_not_ready() const;                            // empty: ready

    // Looks for a newer state now. True when there was one.
    bool refresh();

private:
    static constexpr int kAttempts = 5;
    static constexpr std::chrono::milliseconds kPause{20};  // for a commit that is under way

    const IndexReader& reader(Caller caller);
    [[noreturn]] static void give_up(const StaleReader& stale);
    void watch(std::stop_token stop);

    const std::string index_dir_;
    const std::uint64_t number_;  // of this pool, for the threads' own readers
    mutable std::mutex mutex_;    // guards the three below
    std::array<std::shared_ptr<const Catalog>, 2> catalogs_;
    std::string generation_dir_;
    std::string trouble_;
    std::mutex refreshing_;  // one refresh at a time
    std::condition_variable_any wake_;
    std::jthread watcher_;
};

}  // namespace kb
