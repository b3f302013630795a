// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/commands/account_service.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

#include "indexer/error.h"
#include "server/clock.h"
#include "server/http/secret_text.h"
#include "server/log.h"
#include "server/store/store.h"

namespace kb {
namespace {

constexpr std::int64_t kFirstLink_s = 86'400;

int workers_of(const Config& config) {
    const int cores = static_cast<int>(std::thread::hardware_concurrency());
    return config.limits.threads > 0 ? config.limits.threads : std::max(2, cores);
}

}  // namespace

AccountService::AccountService(Store* store, const Config& config) : audit_days_(config.auth.audit_days) {
    if (store == nullptr) return;
    desk_ = std::make_unique<AccountDesk>(*store, workers_of(config));
    thread_ = std::jthread([this](const std::stop_token& stop) { prune_hourly(stop); });
}

std::string AccountService::first_admin_path() {
    if (!desk_ || !desk_->accounts.is_empty()) return {};
    const std::string secret = drawn_secret();
    desk_->accounts.add_link(secret_hash(secret), 0, unix_seconds(real_clock()) + kFirstLink_s);
    return "/sign-in/link/" + secret;
}

// The top of a thread: what fails is tried again in an hour.
void AccountService::prune_hourly(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any never;
    do {
        const std::int64_t now_s = unix_seconds(real_clock());
        try {
            desk_->accounts.prune(now_s);
            desk_->audit.prune(audit_days_, now_s);
        } catch (const StoreError& e) {
            log_event(LogLevel::warning, "accounts", {{"detail", std::string_view(e.what())}});
        }
        std::unique_lock lock(mutex);
        never.wait_for(lock, stop, std::chrono::hours(1), [] { return false; });
    } while (!stop.stop_requested());
}

}  // namespace kb
