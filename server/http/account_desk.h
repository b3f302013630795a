// SPDX-License-Identifier: GPL-2.0-or-later
// What signing in needs beside the store: how often somebody may try, and how many passwords are checked at
// a time. Outlives every request and every reading of the settings.
#pragma once

#include <string>
#include <string_view>

#include "server/http/password.h"
#include "server/http/rate_limit.h"
#include "server/store/account_store.h"
#include "server/store/audit_store.h"
#include "server/store/token_store.h"

namespace kb {

class AccountDesk {
public:
    // `store` outlives this. `workers`: how many threads answer requests; passwords never hold them all.
    AccountDesk(Store& store, int workers, PasswordCost cost = PasswordCost::usual);

    // Zero, and the try is counted, when somebody at `address` may try to sign in as `login`; else how many
    // seconds to wait. Says the same of logins that exist and of those that do not.
    int seconds_to_wait(std::string_view address, std::string_view login, RateLimiter::Time now);

    AccountStore accounts;
    TokenStore tokens;
    AuditStore audit;
    PasswordGate passwords;
    const std::string secret;  // drawn anew by each process; makes the CSRF words of single sign-on

private:
    RateLimiter by_address_{30, std::chrono::minutes(5), 8192};
    RateLimiter by_both_{10, std::chrono::minutes(15), 8192};
    RateLimiter by_login_{60, std::chrono::hours(1), 8192};
};

// An API token is this and a drawn secret, so that it is known for one wherever it turns up.
inline constexpr std::string_view kTokenPrefix = "kbt_";

// How a login is kept: without spaces around it, in lower case.
std::string login_of(std::string_view typed);
// A name as others see it: one line of at most 100 characters; the login where none is typed.
std::string shown_name(std::string_view typed, std::string_view login);
// 2–64 of a–z, 0–9 and . _ - @ +
bool is_login(std::string_view login);

}  // namespace kb
