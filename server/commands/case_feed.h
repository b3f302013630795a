// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps the cases in memory as the store has them, whoever changed it: this process or an import beside it.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>

#include "server/http/case_desk.h"
#include "server/search/case_base.h"
#include "server/store/case_store.h"

namespace kb {

class Store;
struct CaseSettings;

class CaseFeed {
public:
    // Reads all cases before it returns, then looks for changes once a second. `store` may be null: no cases.
    CaseFeed(Store* store, const CaseSettings& settings);
    ~CaseFeed();
    CaseFeed(const CaseFeed&) = delete;
    CaseFeed& operator=(const CaseFeed&) = delete;

    const CaseBase& base() const { return base_; }
    CaseDesk* desk() { return desk_.get(); }  // null without a store

    // Takes over what changed; the next question feels it. From many threads. Throws StoreError.
    void refresh();
    void reconfigure(const CaseSettings& settings);

private:
    void prune();
    void take_over(bool with_pruning);
    void watch(const std::stop_token& stop);

    CaseBase base_;
    std::unique_ptr<CaseStore> store_;
    std::unique_ptr<CaseDesk> desk_;
    std::mutex refreshing_;  // guards the four below
    std::int64_t revision_ = 0;
    std::int64_t deletions_ = 0;
    CaseBounds bounds_;
    bool is_failing_ = false;  // of the watcher
    std::condition_variable_any wake_;
    std::jthread watcher_;
};

}  // namespace kb
