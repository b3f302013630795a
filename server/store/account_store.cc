// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/store/account_store.h"

#include <fmt/format.h>

#include "server/store/store.h"

namespace kb {
namespace {

constexpr const char* kAccount =
    "a.id, a.login, a.name, a.role, a.password, a.is_disabled, a.created, a.seen";
constexpr const char* kSession = "s.id, s.created, s.seen, s.expires, s.address, s.browser";
constexpr std::size_t kSessionColumns = 6;

Account account_of(const SqlRow& row, std::size_t at = 0) {
    return {integer_of(row.at(at)),     text_of(row.at(at + 1)),   text_of(row.at(at + 2)),
            text_of(row.at(at + 3)),    text_of(row.at(at + 4)),   integer_of(row.at(at + 5)) != 0,
            integer_of(row.at(at + 6)), integer_of(row.at(at + 7))};
}

Session session_of(const SqlRow& row) {
    return {integer_of(row.at(0)), account_of(row, kSessionColumns),
            integer_of(row.at(1)), integer_of(row.at(2)),
            integer_of(row.at(3)), text_of(row.at(4)),
            text_of(row.at(5))};
}

std::optional<Account> first_of(const std::vector<SqlRow>& rows) {
    if (rows.empty()) return std::nullopt;
    return account_of(rows[0]);
}

bool has_changed(Database& database) { return integer_of(database.rows("SELECT changes()").at(0).at(0)) > 0; }

std::int64_t last_id(Database& database) {
    return integer_of(database.rows("SELECT last_insert_rowid()").at(0).at(0));
}

bool is_last_admin(Database& database, std::int64_t id) {
    const auto rows = database.rows(
        "SELECT sum(id = ?1), count(*) FROM accounts WHERE role = 'admin' AND NOT is_disabled", {id});
    return integer_of(rows.at(0).at(0)) == 1 && integer_of(rows.at(0).at(1)) == 1;
}

void insert(Database& database, const Account& account, std::int64_t now_s) {
    database.run(
        "INSERT INTO accounts (login, name, role, password, created) VALUES (?1, ?2, ?3, ?4, ?5) "
        "ON CONFLICT DO NOTHING",
        {account.login, account.name, account.role, account.password, now_s});
}

void end_all(Database& database, std::int64_t account_id, std::int64_t kept_session) {
    database.run("DELETE FROM sessions WHERE account_id = ?1 AND id <> ?2", {account_id, kept_session});
}

}  // namespace

std::vector<Account> AccountStore::list() const {
    std::vector<Account> accounts;
    for (const SqlRow& row : store_.rows(fmt::format("SELECT {} FROM accounts a ORDER BY a.login", kAccount)))
        accounts.push_back(account_of(row));
    return accounts;
}

std::optional<Account> AccountStore::by_login(const std::string& login) const {
    return first_of(
        store_.rows(fmt::format("SELECT {} FROM accounts a WHERE a.login = ?1", kAccount), {login}));
}

std::optional<Account> AccountStore::by_id(std::int64_t id) const {
    return first_of(store_.rows(fmt::format("SELECT {} FROM accounts a WHERE a.id = ?1", kAccount), {id}));
}

bool AccountStore::is_empty() const { return store_.rows("SELECT id FROM accounts LIMIT 1").empty(); }

std::optional<std::int64_t> AccountStore::add(const Account& account, std::int64_t now_s) {
    std::optional<std::int64_t> id;
    store_.write_now([&](Database& database) {
        insert(database, account, now_s);
        id = has_changed(database) ? std::optional(last_id(database)) : std::nullopt;
    });
    return id;
}

AccountChange AccountStore::change(std::int64_t id, bool loses_admin,
                                   const std::function<void(Database&)>& work) {
    auto result = AccountChange::done;
    store_.write_now([&](Database& database) {
        result = AccountChange::no_such_account;
        if (database.rows("SELECT id FROM accounts WHERE id = ?1", {id}).empty()) return;
        result = AccountChange::last_admin;
        if (loses_admin && is_last_admin(database, id)) return;
        result = AccountChange::done;
        work(database);
    });
    return result;
}

AccountChange AccountStore::set_password(std::int64_t id, const std::string& hash,
                                         std::int64_t kept_session) {
    return change(id, false, [&](Database& database) {
        database.run("UPDATE accounts SET password = ?2 WHERE id = ?1", {id, hash});
        end_all(database, id, kept_session);
        database.run("DELETE FROM account_links WHERE account_id = ?1", {id});
    });
}

AccountChange AccountStore::set_role(std::int64_t id, const std::string& role) {
    return change(id, role != "admin", [&](Database& database) {
        database.run("UPDATE accounts SET role = ?2 WHERE id = ?1", {id, role});
    });
}

AccountChange AccountStore::set_disabled(std::int64_t id, bool is_disabled) {
    return change(id, is_disabled, [&](Database& database) {
        database.run("UPDATE accounts SET is_disabled = ?2 WHERE id = ?1", {id, std::int64_t{is_disabled}});
        if (!is_disabled) return;
        end_all(database, id, 0);
        database.run("DELETE FROM account_links WHERE account_id = ?1", {id});
    });
}

std::optional<Session> AccountStore::session(const std::string& hash, std::int64_t now_s) const {
    const auto rows =
        store_.rows(fmt::format("SELECT {}, {} FROM sessions s JOIN accounts a ON a.id = s.account_id "
                                "WHERE s.hash = ?1 AND s.expires > ?2 AND NOT a.is_disabled",
                                kSession, kAccount),
                    {hash, now_s});
    if (rows.empty()) return std::nullopt;
    return session_of(rows[0]);
}

std::vector<Session> AccountStore::sessions(std::int64_t account_id, std::int64_t now_s) const {
    std::vector<Session> sessions;
    for (const SqlRow& row :
         store_.rows(fmt::format("SELECT {}, {} FROM sessions s JOIN accounts a ON a.id = s.account_id "
                                 "WHERE s.account_id = ?1 AND s.expires > ?2 ORDER BY s.seen DESC, s.id DESC",
                                 kSession, kAccount),
                     {account_id, now_s}))
        sessions.push_back(session_of(row));
    return sessions;
}

std::int64_t AccountStore::begin_session(const NewSession& session) {
    std::int64_t id = 0;
    store_.write_now([&](Database& database) {
        database.run(
            "INSERT INTO sessions (hash, account_id, created, seen, expires, address, browser) "
            "SELECT ?1, id, ?3, ?3, ?4, ?5, ?6 FROM accounts "
            "WHERE id = ?2 AND NOT is_disabled AND (?7 = '' OR password = ?7)",
            {session.hash, session.account_id, session.now_s, session.expires_s, session.address,
             session.browser, session.password});
        id = has_changed(database) ? last_id(database) : 0;
        if (id == 0) return;
        database.run("UPDATE accounts SET seen = ?2 WHERE id = ?1", {session.account_id, session.now_s});
        database.run(
            "DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE account_id = ?1 "
            "ORDER BY seen DESC, id DESC LIMIT -1 OFFSET ?2)",
            {session.account_id, std::int64_t{kMaxSessions}});
    });
    return id;
}

void AccountStore::touch_session(std::int64_t id, std::int64_t now_s, std::int64_t expires_s) {
    store_.post([=](Database& database) {
        database.run("UPDATE sessions SET seen = ?2, expires = ?3 WHERE id = ?1", {id, now_s, expires_s});
        database.run(
            "UPDATE accounts SET seen = ?2 WHERE id = (SELECT account_id FROM sessions WHERE id = ?1)",
            {id, now_s});
    });
}

bool AccountStore::end_session(std::int64_t id, std::int64_t account_id) {
    bool is_ended = false;
    store_.write_now([&](Database& database) {
        database.run("DELETE FROM sessions WHERE id = ?1 AND account_id = ?2", {id, account_id});
        is_ended = has_changed(database);
    });
    return is_ended;
}

void AccountStore::end_sessions(std::int64_t account_id, std::int64_t kept_session) {
    store_.write_now([&](Database& database) { end_all(database, account_id, kept_session); });
}

void AccountStore::add_link(const std::string& hash, std::int64_t account_id, std::int64_t expires_s) {
    const SqlValue owner = account_id == 0 ? SqlValue() : SqlValue(account_id);
    store_.write_now([&](Database& database) {
        database.run("DELETE FROM account_links WHERE account_id IS ?1", {owner});
        database.run("INSERT INTO account_links (hash, account_id, expires) VALUES (?1, ?2, ?3)",
                     {hash, owner, expires_s});
    });
}

std::optional<std::int64_t> AccountStore::link_account(const std::string& hash, std::int64_t now_s) const {
    const auto rows =
        store_.rows("SELECT account_id FROM account_links WHERE hash = ?1 AND expires > ?2", {hash, now_s});
    if (rows.empty()) return std::nullopt;
    return integer_of(rows[0].at(0));
}

bool AccountStore::use_link(const std::string& hash, const std::string& password, std::int64_t now_s) {
    bool is_used = false;
    store_.write_now([&](Database& database) {
        const auto rows = database.rows(
            "SELECT l.account_id FROM account_links l JOIN accounts a ON a.id = l.account_id "
            "WHERE l.hash = ?1 AND l.expires > ?2 AND NOT a.is_disabled",
            {hash, now_s});
        is_used = !rows.empty();
        if (!is_used) return;
        const std::int64_t id = integer_of(rows[0].at(0));
        database.run("UPDATE accounts SET password = ?2 WHERE id = ?1", {id, password});
        database.run("DELETE FROM account_links WHERE account_id = ?1", {id});
        end_all(database, id, 0);
    });
    return is_used;
}

std::optional<std::int64_t> AccountStore::use_first_link(const std::string& hash, const Account& admin,
                                                         std::int64_t now_s) {
    std::optional<std::int64_t> id;
    store_.write_now([&](Database& database) {
        id.reset();
        const bool is_good = !database
                                  .rows(
                                      "SELECT hash FROM account_links WHERE hash = ?1 AND expires > ?2 AND "
                                      "account_id IS NULL AND NOT EXISTS (SELECT 1 FROM accounts)",
                                      {hash, now_s})
                                  .empty();
        if (!is_good) return;
        insert(database, admin, now_s);
        id = last_id(database);
        database.run("DELETE FROM account_links WHERE account_id IS NULL");
    });
    return id;
}

void AccountStore::prune(std::int64_t now_s) {
    store_.write_now([&](Database& database) {
        database.run("DELETE FROM sessions WHERE expires <= ?1", {now_s});
        database.run("DELETE FROM account_links WHERE expires <= ?1", {now_s});
    });
}

}  // namespace kb
