// SPDX-License-Identifier: GPL-2.0-or-later
// Accounts in a running server.
#pragma once

#include <memory>

#include "server/config.h"
#include "server/http/account_desk.h"
#include "server/store/account_store.h"

namespace kb {

class Store;

class AccountService {
public:
    // `store` may be null: then nobody can sign in; else it outlives this.
    AccountService(Store* store, const Config& config);

    AccountDesk* desk() { return desk_.get(); }  // null: there is no store

private:
    std::unique_ptr<AccountStore> accounts_;
    std::unique_ptr<AccountDesk> desk_;
};

}  // namespace kb
