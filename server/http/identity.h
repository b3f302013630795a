// SPDX-License-Identifier: GPL-2.0-or-later
// Who is calling and by what right. Made once for each request, in auth.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/scope.h"

namespace kb {

// Each may what those before it may.
enum class Role { customer, agent, writer, admin };

const char* role_name(Role role);                    // "agent"
std::optional<Role> role_of(std::string_view name);  // nothing for a name that is none

// By what a request is known.
enum class Credential {
    none,
    session,         // a cookie: changes need the CSRF word
    proxy,           // a header of a proxy of ours: the same
    token,           // an API token: what its scopes name
    config_token,    // `internal_token` of the settings
    customer_token,  // signed by the operator's own site
};

struct Identity {
    Role role = Role::customer;
    std::int64_t account_id = 0;  // 0: nobody with an account
    std::string name, login;
    Credential credential = Credential::none;
    std::int64_t session_id = 0;  // of the session or the token
    std::string csrf;             // what a change has to bring; empty where none is needed
    ScopeSet scopes{};            // of a token
    std::string customer;         // the customer's key; empty: not known

    bool is_token() const {
        return credential == Credential::token || credential == Credential::config_token;
    }
    bool is_staff() const { return role >= Role::agent; }
};

}  // namespace kb
