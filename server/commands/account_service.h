// SPDX-License-Identifier: GPL-2.0-or-later
// Accounts in a running server.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <thread>

#include "server/config.h"
#include "server/http/account_desk.h"

namespace kb {

class Store;

class AccountService {
public:
    // `store` may be null: then nobody can sign in; else it outlives this.
    AccountService(Store* store, const Config& config);

    AccountDesk* desk() { return desk_.get(); }  // null: there is no store

    void reconfigure(const Config& config) { audit_days_ = config.auth.audit_days; }

    // The path of a link that makes the first admin, good for a day and for one use; the one before is
    // worthless then. Empty when there is an account already, or no store.
    std::string first_admin_path();

private:
    void prune_hourly(const std::stop_token& stop);

    std::unique_ptr<AccountDesk> desk_;
    std::atomic<int> audit_days_;
    std::jthread thread_;
};

}  // namespace kb
