// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/rate_limit.h"

namespace kb {
namespace {

constexpr std::size_t kMaxKeys = 100'000;

}  // namespace

void RateLimiter::renew(Time now) {
    if (now - window_begin_ < window_) return;
    window_begin_ = now;
    counts_.clear();
}

bool RateLimiter::allow(const std::string& key, Time now) {
    const std::lock_guard lock(mutex_);
    renew(now);
    const auto known = counts_.find(key);
    if (known != counts_.end()) return ++known->second <= per_window_;
    if (counts_.size() >= kMaxKeys) return false;
    counts_.emplace(key, 1);
    return true;
}

bool RateLimiter::is_first(const std::string& key, Time now) {
    const std::lock_guard lock(mutex_);
    renew(now);
    return counts_.size() < kMaxKeys && counts_.emplace(key, 1).second;
}

}  // namespace kb
