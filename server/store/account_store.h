// SPDX-License-Identifier: GPL-2.0-or-later
// Who works here: accounts, the sessions they opened, and links that set a first password. Secrets come as
// hashes only; what a hash is made of is nobody's business here.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/database.h"

namespace kb {

class Store;

struct Account {
    std::int64_t id = 0;
    std::string login;     // as it is typed to sign in, in lower case
    std::string name;      // as others see it
    std::string role;      // "agent", "writer", "admin"
    std::string password;  // hash; empty: nobody signs in with a password
    bool is_disabled = false;
    std::int64_t created_s = 0, seen_s = 0;  // seen: 0 for never
};

struct Session {
    std::int64_t id = 0;
    Account account;
    std::int64_t created_s = 0, seen_s = 0, expires_s = 0;
    std::string address, browser;  // where it was opened
};

struct NewSession {
    std::string hash;
    std::int64_t account_id = 0, now_s = 0, expires_s = 0;
    std::string address, browser;
    std::string password{};  // the hash that was held against what was typed; empty: none was
};

enum class AccountChange {
    done,
    no_such_account,
    last_admin,  // nobody would be left who can let others in
};

class AccountStore {
public:
    // `store` outlives this. Every failure is a StoreError; what changes is on the disk when it returns.
    explicit AccountStore(Store& store) : store_(store) {}

    std::vector<Account> list() const;  // by login
    std::optional<Account> by_login(const std::string& login) const;
    std::optional<Account> by_id(std::int64_t id) const;
    bool is_empty() const;

    std::optional<std::int64_t> add(const Account& account,
                                    std::int64_t now_s);  // nothing: the login is taken
    // Ends the account's sessions but `kept_session` (0: all) and makes its links worthless.
    AccountChange set_password(std::int64_t id, const std::string& hash, std::int64_t kept_session = 0);
    AccountChange set_role(std::int64_t id, const std::string& role);
    AccountChange set_disabled(std::int64_t id, bool is_disabled);  // ends its sessions

    // Of an account that is not disabled, before it expires.
    std::optional<Session> session(const std::string& hash, std::int64_t now_s) const;
    std::vector<Session> sessions(std::int64_t account_id, std::int64_t now_s) const;  // latest seen first
    // The account keeps at most kMaxSessions; those not seen for longest end. 0: meanwhile the account was
    // disabled or got another password.
    std::int64_t begin_session(const NewSession& session);
    void touch_session(std::int64_t id, std::int64_t now_s, std::int64_t expires_s);  // returns at once
    bool end_session(std::int64_t id, std::int64_t account_id);
    void end_sessions(std::int64_t account_id, std::int64_t kept_session = 0);

    // A link works once. For an account it sets the password; account 0 makes the first admin.
    void add_link(const std::string& hash, std::int64_t account_id, std::int64_t expires_s);
    std::optional<std::int64_t> link_account(const std::string& hash, std::int64_t now_s) const;
    // Uses the link up and sets the password. False: it was used or is too old.
    bool use_link(const std::string& hash, const std::string& password, std::int64_t now_s);
    // The same for account 0: puts the first admin. Nothing when there is an account already.
    std::optional<std::int64_t> use_first_link(const std::string& hash, const Account& admin,
                                               std::int64_t now_s);

    void prune(std::int64_t now_s);  // sessions and links that are over

private:
    AccountChange change(std::int64_t id, bool loses_admin, const std::function<void(Database&)>& work);

    Store& store_;
};

inline constexpr int kMaxSessions = 20;

}  // namespace kb
