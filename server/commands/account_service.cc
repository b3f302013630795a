// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/commands/account_service.h"

#include <algorithm>
#include <thread>

#include "server/clock.h"
#include "server/store/store.h"

namespace kb {
namespace {

constexpr int kMostPasswordsAtOnce = 2;

// One worker at least goes on answering while passwords are checked.
int passwords_at_once(const Config& config) {
    const int cores = static_cast<int>(std::thread::hardware_concurrency());
    const int workers = config.limits.threads > 0 ? config.limits.threads : std::max(2, cores);
    return std::clamp(workers - 1, 1, kMostPasswordsAtOnce);
}

}  // namespace

AccountService::AccountService(Store* store, const Config& config) {
    if (store == nullptr) return;
    accounts_ = std::make_unique<AccountStore>(*store);
    accounts_->prune(unix_seconds(real_clock()));
    desk_ = std::make_unique<AccountDesk>(*accounts_, passwords_at_once(config));
}

}  // namespace kb
