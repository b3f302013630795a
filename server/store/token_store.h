// SPDX-License-Identifier: GPL-2.0-or-later
// Tokens with which programs call the API in somebody's name. Kept as hashes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/store/account_store.h"

namespace kb {

struct NewToken {
    std::string hash;
    std::int64_t account_id = 0;
    std::string name, role, scopes;  // role: at most this, whatever the account's; scopes: "read tickets"
    std::int64_t now_s = 0, expires_s = 0;  // expires: 0 for never
};

struct StoredToken {
    std::int64_t id = 0;
    Account account;
    std::string name, role, scopes;
    std::int64_t created_s = 0, seen_s = 0, expires_s = 0;  // seen: 0 for never
};

inline constexpr std::size_t kMaxTokens = 50;  // of one account

class TokenStore {
public:
    // `store` outlives this. Every failure is a StoreError.
    explicit TokenStore(Store& store) : store_(store) {}

    std::optional<std::int64_t> add(const NewToken& token);  // nothing: the account has as many as it may
    // Of an account that is not disabled, before it expires.
    std::optional<StoredToken> find(const std::string& hash, std::int64_t now_s) const;
    std::vector<StoredToken> list(std::int64_t account_id) const;  // newest first, expired ones too
    bool revoke(std::int64_t id, std::int64_t account_id);
    void touch(std::int64_t id, std::int64_t now_s);  // returns at once

private:
    Store& store_;
};

}  // namespace kb
