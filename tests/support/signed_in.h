// SPDX-License-Identifier: GPL-2.0-or-later
// Somebody who works here, signed in without the form: for tests of what comes after.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "server/clock.h"
#include "server/http/account_desk.h"
#include "server/http/identity.h"
#include "server/http/secret_text.h"
#include "server/store/account_store.h"

namespace kb::test {

struct SignedIn {
    std::int64_t account_id = 0, session_id = 0;
    std::string secret;  // of the cookie
    std::string csrf;

    // Cookie and CSRF word, with more of them: `headers({{"content-type", "application/json"}})`.
    std::vector<std::pair<const char*, std::string>> headers(
        std::vector<std::pair<const char*, std::string>> more = {}) const {
        more.emplace_back("cookie", "kb_session=" + secret);
        more.emplace_back("x-csrf-token", csrf);
        return more;
    }
    // Without the word: what another site can make a browser send.
    std::vector<std::pair<const char*, std::string>> cookie_only() const {
        return {{"cookie", "kb_session=" + secret}};
    }
};

// One account for each role: «agent», «writer», «admin», without a password.
inline SignedIn sign_in(AccountStore& accounts, const Clock& clock, Role role) {
    const std::string login = role_name(role);
    Account account;
    account.login = login;
    account.name = "Имя " + login;
    account.role = login;
    const std::int64_t now_s = unix_seconds(clock);
    accounts.add(account, now_s);
    SignedIn signed_in;
    signed_in.account_id = accounts.by_login(login)->id;
    signed_in.secret = drawn_secret();
    signed_in.csrf = secret_mac("csrf", signed_in.secret);
    signed_in.session_id = accounts.begin_session(
        {secret_hash(signed_in.secret), signed_in.account_id, now_s, now_s + 12 * 3600, "192.0.2.1", "test"});
    return signed_in;
}

}  // namespace kb::test
