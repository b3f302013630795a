// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/commands/case_feed.h"

#include <algorithm>
#include <chrono>
#include <unordered_set>
#include <vector>

#include "server/config.h"
#include "server/log.h"
#include "server/store/store.h"

namespace kb {
namespace {

constexpr std::chrono::seconds kLook{1};
constexpr int kLooksBetweenPruning = 600;

std::int64_t now_s() {
    return std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

CaseBounds bounds_of(const CaseSettings& settings) { return {settings.keep_days, settings.max_count}; }

}  // namespace

CaseFeed::CaseFeed(Store* store, const CaseSettings& settings) : bounds_(bounds_of(settings)) {
    if (store == nullptr) return;
    store_ = std::make_unique<CaseStore>(*store);
    desk_ = std::make_unique<CaseDesk>(CaseDesk{*store_, [this] { refresh(); }});
    take_over(true);
    watcher_ = std::jthread([this](const std::stop_token& stop) { watch(stop); });
}

CaseFeed::~CaseFeed() = default;

void CaseFeed::refresh() {
    const std::lock_guard lock(refreshing_);
    const CaseNews news = store_->news(revision_, deletions_);
    std::vector<SolvedCase> cases;
    for (const StoredCase& one : news.put)
        cases.push_back({one.id, one.text, one.article, one.is_solved, one.at_s});
    base_.put(cases);
    if (news.has_deletions) {
        const auto left = store_->ids();
        std::unordered_set<std::int64_t> gone;
        for (const auto id : base_.ids())
            if (!std::binary_search(left.begin(), left.end(), id)) gone.insert(id);
        base_.forget(gone);
    }
    revision_ = news.revision;
    deletions_ = news.deletions;
}

void CaseFeed::reconfigure(const CaseSettings& settings) {
    const std::lock_guard lock(refreshing_);
    bounds_ = bounds_of(settings);
}

void CaseFeed::prune() {
    CaseBounds bounds;
    {
        const std::lock_guard lock(refreshing_);
        bounds = bounds_;
    }
    const int gone = store_->prune(bounds, now_s());
    if (gone > 0) log_event(LogLevel::info, "cases_pruned", {{"count", std::int64_t{gone}}});
}

// A store that cannot be read now may be a second later; said once.
void CaseFeed::take_over(bool with_pruning) {
    try {
        if (with_pruning) prune();
        refresh();
        is_failing_ = false;
    } catch (const std::exception& e) {
        if (!is_failing_) log_event(LogLevel::error, "cases", {{"detail", std::string_view(e.what())}});
        is_failing_ = true;
    }
}

void CaseFeed::watch(const std::stop_token& stop) {
    std::mutex waiting;
    for (int look = 1;; ++look) {
        {
            std::unique_lock lock(waiting);
            wake_.wait_for(lock, stop, kLook, [] { return false; });
        }
        if (stop.stop_requested()) return;
        take_over(look % kLooksBetweenPruning == 0);
    }
}

}  // namespace kb
