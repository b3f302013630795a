// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/store/audit_store.h"

#include "server/store/store.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::int64_t kDay_s = 86'400;
constexpr std::size_t kLongest = 200;  // characters

// One line of valid UTF-8.
std::string line_of(const std::string& text) {
    std::string line(first_code_points(valid_utf8(text), kLongest));
    for (char& c : line)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    return line;
}

}  // namespace

void AuditStore::add(AuditEntry entry) {
    for (std::string* text : {&entry.who, &entry.action, &entry.object, &entry.address})
        *text = line_of(*text);
    store_.post([entry = std::move(entry)](Database& database) {
        database.run(
            "INSERT INTO audit (at, account_id, who, action, object, address) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            {entry.at_s, entry.account_id, entry.who, entry.action, entry.object, entry.address});
    });
}

std::vector<StoredAudit> AuditStore::list(std::int64_t before_id, int limit) const {
    std::vector<StoredAudit> entries;
    for (const SqlRow& row : store_.rows("SELECT id, at, account_id, who, action, object, address FROM audit "
                                         "WHERE ?1 = 0 OR id < ?1 ORDER BY id DESC LIMIT ?2",
                                         {before_id, std::int64_t{limit}}))
        entries.push_back({integer_of(row.at(0)),
                           {integer_of(row.at(1)), integer_of(row.at(2)), text_of(row.at(3)),
                            text_of(row.at(4)), text_of(row.at(5)), text_of(row.at(6))}});
    return entries;
}

void AuditStore::prune(int keep_days, std::int64_t now_s) {
    store_.post([=](Database& database) {
        database.run("DELETE FROM audit WHERE at < ?1", {now_s - keep_days * kDay_s});
        database.run("DELETE FROM audit WHERE id <= (SELECT max(id) FROM audit) - ?1", {kMostAudit});
    });
}

}  // namespace kb
