// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/store/outbox_store.h"

#include <fmt/format.h>

#include <algorithm>

#include "server/store/store.h"

namespace kb {
namespace {

constexpr const char* kColumns = "id, ticket_id, target, attempts, next_at, delivered, error, message_id";

std::vector<Delivery> deliveries_of(const std::vector<SqlRow>& rows) {
    std::vector<Delivery> out;
    for (const SqlRow& row : rows) {
        out.push_back({text_of(row.at(0)), integer_of(row.at(1)), text_of(row.at(2)), integer_of(row.at(3)),
                       integer_of(row.at(4)), integer_of(row.at(5)), text_of(row.at(6)),
                       integer_of(row.at(7))});
    }
    return out;
}

}  // namespace

std::vector<Delivery> OutboxStore::due(const std::string& target, std::int64_t now_s, int limit) const {
    return deliveries_of(store_.rows(fmt::format("SELECT {} FROM outbox WHERE delivered = 0 AND target = ?1 "
                                                 "AND next_at <= ?2 ORDER BY next_at LIMIT ?3",
                                                 kColumns),
                                     {target, now_s, static_cast<std::int64_t>(limit)}));
}

std::vector<Delivery> OutboxStore::of_ticket(std::int64_t ticket_id) const {
    return deliveries_of(store_.rows(
        fmt::format("SELECT {} FROM outbox WHERE ticket_id = ?1 ORDER BY message_id, target", kColumns),
        {ticket_id}));
}

std::vector<Delivery> OutboxStore::undelivered(int limit) const {
    return deliveries_of(store_.rows(fmt::format("SELECT {} FROM outbox WHERE delivered = 0 ORDER BY "
                                                 "attempts > 0 DESC, ticket_id, target LIMIT ?1",
                                                 kColumns),
                                     {std::int64_t{limit}}));
}

void OutboxStore::mark_delivered(const std::string& id, std::int64_t now_s) {
    store_.write_now([&](Database& database) {
        database.run("UPDATE outbox SET delivered = ?2, attempts = attempts + 1, error = '' WHERE id = ?1",
                     {id, now_s});
    });
}

void OutboxStore::mark_failed(const std::string& id, const std::string& error, std::int64_t next_s) {
    store_.write_now([&](Database& database) {
        database.run("UPDATE outbox SET attempts = attempts + 1, error = ?2, next_at = ?3 WHERE id = ?1",
                     {id, error, next_s});
    });
}

void OutboxStore::mark_orphans(const std::vector<std::string>& targets, const std::string& error) {
    store_.write_now([&](Database& database) {
        for (const SqlRow& row : database.rows("SELECT DISTINCT target FROM outbox WHERE delivered = 0")) {
            if (std::find(targets.begin(), targets.end(), text_of(row.at(0))) == targets.end())
                database.run("UPDATE outbox SET error = ?2 WHERE delivered = 0 AND target = ?1",
                             {row.at(0), error});
        }
    });
}

int OutboxStore::retry(std::int64_t ticket_id, const std::vector<std::string>& targets, std::int64_t now_s) {
    int count = 0;
    store_.write_now([&](Database& database) {
        for (const std::string& target : targets) {
            database.run(
                "INSERT INTO outbox (id, ticket_id, target, next_at) "
                "SELECT lower(hex(randomblob(16))), id, ?2, ?3 FROM tickets "
                "WHERE id = ?1 AND is_erased = 0 ON CONFLICT DO NOTHING",
                {ticket_id, target, now_s});
        }
        database.run("UPDATE outbox SET next_at = ?2 WHERE delivered = 0 AND (?1 = 0 OR ticket_id = ?1)",
                     {ticket_id, now_s});
        count = static_cast<int>(integer_of(
            database
                .rows("SELECT count(*) FROM outbox WHERE delivered = 0 AND (?1 = 0 OR ticket_id = ?1)",
                      {ticket_id})
                .at(0)
                .at(0)));
    });
    return count;
}

OutboxStore::Counts OutboxStore::counts() const {
    const auto row =
        store_.rows("SELECT count(*), coalesce(sum(attempts > 0), 0) FROM outbox WHERE delivered = 0").at(0);
    return {integer_of(row.at(0)), integer_of(row.at(1))};
}

}  // namespace kb
