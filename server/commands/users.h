// SPDX-License-Identifier: GPL-2.0-or-later
// kb-server user: who may sign in. Works beside a running server, which feels every change at once.
#pragma once

#include <string>

namespace kb {

struct UserOptions {
    std::string store_file = "data/store.sqlite";
    std::string login;
    std::string name;  // `add`; empty: the login
    std::string role;  // `add`, `role`: agent, writer, admin
};

// Each returns an exit code. Throws StoreError, ConfigError. Passwords are asked for at the terminal, twice
// and without showing them, or read from the first line of what is piped in.
int add_user(const UserOptions& options);
int list_users(const UserOptions& options);
int set_user_password(const UserOptions& options);
int set_user_role(const UserOptions& options);
int disable_user(const UserOptions& options);
int enable_user(const UserOptions& options);

}  // namespace kb
