// SPDX-License-Identifier: GPL-2.0-or-later
// What signing in needs beside the store: how often somebody may try, and how many passwords are checked at
// a time. Outlives every request and every reading of the settings.
#pragma once

#include <string>
#include <string_view>

#include "server/http/password.h"
#include "server/http/rate_limit.h"
#include "server/store/account_store.h"

namespace kb {

class AccountDesk {
public:
    // `store` outlives this. `passwords_at_once`: see PasswordGate.
    AccountDesk(AccountStore& store, int passwords_at_once, PasswordCost cost = PasswordCost::usual)
        : accounts(store), passwords(passwords_at_once, cost) {}

    // Zero, and the try is counted, when somebody at `address` may try to sign in as `login`; else how many
    // seconds to wait. Says the same of logins that exist and of those that do not.
    int seconds_to_wait(std::string_view address, std::string_view login, RateLimiter::Time now);

    AccountStore& accounts;
    PasswordGate passwords;

private:
    RateLimiter by_address_{30, std::chrono::minutes(5), 8192};
    RateLimiter by_both_{10, std::chrono::minutes(15), 8192};
    RateLimiter by_login_{60, std::chrono::hours(1), 8192};
};

// How a login is kept: without spaces around it, in lower case.
std::string login_of(std::string_view typed);
// 2–64 of a–z, 0–9 and . _ - @ +
bool is_login(std::string_view login);

}  // namespace kb
