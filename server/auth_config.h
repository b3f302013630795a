// SPDX-License-Identifier: GPL-2.0-or-later
// The part of kb.yaml about signing in: sessions, single sign-on, who may read at all.
#pragma once

#include <string>
#include <vector>

#include "server/config_keys.h"

namespace kb {

struct AuthSettings {
    int session_hours = 12;  // a session ends so long after it was last used
    int session_days = 30;   // and so long after it began, however much it is used
    int audit_days = 365;    // what the audit log keeps

    // A header in which a proxy of ours says who has signed in there; in lower case; empty: none.
    std::string proxy_header;
    std::string proxy_creates;  // role of accounts made for logins we have not seen; empty: none are made

    bool is_private = false;      // the pages are for customers with a signed token, and for staff
    std::string customer_secret;  // signs customers' tokens; empty: there are none
    std::string customer_page;    // where customers get one; empty: we only say that they need it
};

std::vector<Key> auth_keys(AuthSettings& auth, Problems& problems);

// What is wrong with them, a sentence each that names its key. Brings the header into lower case.
Problems check_auth(AuthSettings& auth, bool has_proxies);

// KB_CUSTOMER_SECRET wins over the file.
void take_secrets_from_environment(AuthSettings& auth);

}  // namespace kb
