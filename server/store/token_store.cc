// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/store/token_store.h"

#include "server/store/store.h"

namespace kb {
namespace {

constexpr const char* kSelect =
    "SELECT t.id, t.name, t.role, t.scopes, t.created, t.seen, t.expires, a.id, a.login, a.name, a.role, "
    "a.is_disabled FROM api_tokens t JOIN accounts a ON a.id = t.account_id ";

StoredToken token_of(const SqlRow& row) {
    StoredToken token;
    token.id = integer_of(row.at(0));
    token.name = text_of(row.at(1));
    token.role = text_of(row.at(2));
    token.scopes = text_of(row.at(3));
    token.created_s = integer_of(row.at(4));
    token.seen_s = integer_of(row.at(5));
    token.expires_s = integer_of(row.at(6));
    token.account.id = integer_of(row.at(7));
    token.account.login = text_of(row.at(8));
    token.account.name = text_of(row.at(9));
    token.account.role = text_of(row.at(10));
    token.account.is_disabled = integer_of(row.at(11)) != 0;
    return token;
}

}  // namespace

std::optional<std::int64_t> TokenStore::add(const NewToken& token) {
    std::optional<std::int64_t> id;
    store_.write_now([&](Database& database) {
        id.reset();
        const auto count =
            database.rows("SELECT count(*) FROM api_tokens WHERE account_id = ?1", {token.account_id});
        if (integer_of(count.at(0).at(0)) >= static_cast<std::int64_t>(kMaxTokens)) return;
        database.run(
            "INSERT INTO api_tokens (hash, account_id, name, role, scopes, created, expires) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            {token.hash, token.account_id, token.name, token.role, token.scopes, token.now_s,
             token.expires_s});
        id = integer_of(database.rows("SELECT last_insert_rowid()").at(0).at(0));
    });
    return id;
}

std::optional<StoredToken> TokenStore::find(const std::string& hash, std::int64_t now_s) const {
    const auto rows =
        store_.rows(std::string(kSelect) +
                        "WHERE t.hash = ?1 AND (t.expires = 0 OR t.expires > ?2) AND NOT a.is_disabled",
                    {hash, now_s});
    if (rows.empty()) return std::nullopt;
    return token_of(rows[0]);
}

std::vector<StoredToken> TokenStore::list(std::int64_t account_id) const {
    std::vector<StoredToken> tokens;
    for (const SqlRow& row :
         store_.rows(std::string(kSelect) + "WHERE t.account_id = ?1 ORDER BY t.id DESC", {account_id}))
        tokens.push_back(token_of(row));
    return tokens;
}

bool TokenStore::revoke(std::int64_t id, std::int64_t account_id) {
    bool is_gone = false;
    store_.write_now([&](Database& database) {
        database.run("DELETE FROM api_tokens WHERE id = ?1 AND account_id = ?2", {id, account_id});
        is_gone = integer_of(database.rows("SELECT changes()").at(0).at(0)) > 0;
    });
    return is_gone;
}

void TokenStore::touch(std::int64_t id, std::int64_t now_s) {
    store_.post([=](Database& database) {
        database.run("UPDATE api_tokens SET seen = ?2 WHERE id = ?1", {id, now_s});
    });
}

}  // namespace kb
