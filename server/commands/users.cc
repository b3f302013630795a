// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/commands/users.h"

#include <fmt/format.h>

#include <filesystem>

#include "indexer/error.h"
#include "server/clock.h"
#include "server/commands/typed_secret.h"
#include "server/http/account_desk.h"
#include "server/http/identity.h"
#include "server/http/page_texts.h"
#include "server/http/password.h"
#include "server/store/account_store.h"
#include "server/store/audit_store.h"
#include "server/store/store.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

// «2026-11-22 01:30», UTC.
std::string minute_text(std::int64_t unix_s) {
    if (unix_s == 0) return "—";
    std::string text = utc_timestamp(std::chrono::system_clock::time_point(std::chrono::seconds(unix_s)));
    text[10] = ' ';
    return text.substr(0, 16);
}

// A mistyped path must not leave an empty store behind; `add` alone may come before the first start.
Store open_store(const std::string& file, bool may_create = false) {
    const std::filesystem::path path(file);
    if (may_create && path.has_parent_path()) std::filesystem::create_directories(path.parent_path());
    if (!may_create && !std::filesystem::exists(path))
        throw ConfigError(
            fmt::format("{}: хранилища нет. Укажите то же, что у kb-server serve: --store", file));
    return Store(file);
}

Account account_at(const AccountStore& accounts, const std::string& typed) {
    auto account = accounts.by_login(login_of(typed));
    if (!account) throw ConfigError(fmt::format("Логина «{}» нет. Все: kb-server user list", typed));
    return std::move(*account);
}

std::string new_password_hash(const std::string& login) {
    const std::string password = typed_password(fmt::format("Пароль для {}", login));
    if (const char* problem = password_problem(password, login))
        throw ConfigError(PageTexts().get(Lang::ru, problem));
    return password_hash(password);
}

void check_change(AccountChange change, const Account& account) {
    if (change == AccountChange::last_admin)
        throw ConfigError(
            fmt::format("{} — последний администратор. Сначала назначьте другого: "
                        "kb-server user role ЛОГИН admin",
                        account.login));
    if (change == AccountChange::no_such_account)
        throw ConfigError(fmt::format("Логина «{}» больше нет.", account.login));
}

void note(Store& store, const std::string& action, const std::string& object) {
    AuditStore(store).add({unix_seconds(real_clock()), 0, "kb-server", action, object, "-"});
}

int set_disabled(const UserOptions& options, bool is_disabled) {
    Store store = open_store(options.store_file);
    AccountStore accounts(store);
    const Account account = account_at(accounts, options.login);
    check_change(accounts.set_disabled(account.id, is_disabled), account);
    note(store, is_disabled ? "user.disabled" : "user.enabled", account.login);
    fmt::print("{}\n", is_disabled ? account.login + ": вход закрыт, открытые сеансы завершены."
                                   : account.login + ": вход снова открыт.");
    return exit_code::ok;
}

}  // namespace

int add_user(const UserOptions& options) {
    Account account;
    account.login = login_of(options.login);
    account.name = shown_name(options.name, account.login);
    account.role = options.role;
    if (!is_login(account.login))
        throw ConfigError("Логин — от 2 до 64 знаков: латинские буквы, цифры и . _ - @ +");
    Store store = open_store(options.store_file, true);
    AccountStore accounts(store);
    if (accounts.by_login(account.login))
        throw ConfigError(fmt::format("Логин «{}» уже есть.", account.login));
    account.password = new_password_hash(account.login);
    if (!accounts.add(account, unix_seconds(real_clock())))
        throw ConfigError(fmt::format("Логин «{}» уже есть.", account.login));
    note(store, "user.added", account.login + " (" + account.role + ")");
    fmt::print("{}: готово, роль {}.\n", account.login, account.role);
    return exit_code::ok;
}

int list_users(const UserOptions& options) {
    Store store = open_store(options.store_file);
    for (const Account& account : AccountStore(store).list()) {
        fmt::print("{:<24} {:<7} {}  {}{}\n", account.login, account.role, minute_text(account.seen_s),
                   account.name,
                   account.is_disabled        ? "  (вход закрыт)"
                   : account.password.empty() ? "  (пароль не задан)"
                                              : "");
    }
    return exit_code::ok;
}

int set_user_password(const UserOptions& options) {
    Store store = open_store(options.store_file);
    AccountStore accounts(store);
    const Account account = account_at(accounts, options.login);
    check_change(accounts.set_password(account.id, new_password_hash(account.login)), account);
    note(store, "user.password", account.login);
    fmt::print("{}: пароль сменён, открытые сеансы завершены.\n", account.login);
    return exit_code::ok;
}

int set_user_role(const UserOptions& options) {
    Store store = open_store(options.store_file);
    AccountStore accounts(store);
    const Account account = account_at(accounts, options.login);
    check_change(accounts.set_role(account.id, options.role), account);
    note(store, "user.role", account.login + ": " + options.role);
    fmt::print("{}: роль {}.\n", account.login, options.role);
    return exit_code::ok;
}

int disable_user(const UserOptions& options) { return set_disabled(options, true); }
int enable_user(const UserOptions& options) { return set_disabled(options, false); }

}  // namespace kb
