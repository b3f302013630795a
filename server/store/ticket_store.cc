// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/store/ticket_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <random>

#include "indexer/error.h"
#include "server/store/inbox_store.h"
#include "server/store/store.h"

namespace kb {
namespace {

constexpr std::int64_t kDay_s = 86'400;
constexpr const char* kColumns =
    "id, number, source, status, subject, name, contact, lang, article_id, page, created, changed, is_erased";

// Said on the phone, so short; drawn at random, so that it tells neither how many write nor who was next.
std::string random_number() {
    std::random_device device;
    std::uniform_int_distribution<int> four(0, 9999);
    return fmt::format("{:04}-{:04}", four(device), four(device));
}

std::string random_id() {
    std::random_device device;
    return fmt::format("{:08x}{:08x}{:08x}{:08x}", device(), device(), device(), device());
}

std::string free_number(Database& database) {
    for (;;) {
        std::string number = random_number();
        if (database.rows("SELECT 1 FROM tickets WHERE number = ?1", {number}).empty()) return number;
    }
}

std::int64_t insert_ticket(Database& database, const NewTicket& ticket, const std::string& number,
                           std::int64_t now_s) {
    database.run(
        "INSERT INTO tickets (number, token, source, status, subject, name, contact, lang, article_id, page, "
        "created, changed, customer) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11, ?12)",
        {number, ticket.token, ticket.source, std::string(ticket_status::kNew), ticket.subject, ticket.name,
         ticket.contact, ticket.lang, ticket.article_id, ticket.page, now_s, customer_key(ticket.contact)});
    return integer_of(database.rows("SELECT last_insert_rowid()").at(0).at(0));
}

void insert_detail(Database& database, std::int64_t id, const char* kind, std::size_t position,
                   const std::string& name, const std::string& value) {
    database.run(
        "INSERT INTO ticket_details (ticket_id, kind, position, name, value) VALUES (?1, ?2, ?3, ?4, ?5)",
        {id, std::string(kind), static_cast<std::int64_t>(position), name, value});
}

void insert_parts(Database& database, std::int64_t id, const NewTicket& ticket, std::int64_t now_s) {
    database.run("INSERT INTO messages (ticket_id, at, author, text) VALUES (?1, ?2, 'customer', ?3)",
                 {id, now_s, ticket.text});
    for (std::size_t i = 0; i < ticket.steps.size(); ++i)
        insert_detail(database, id, "step", i, "", ticket.steps[i]);
    for (std::size_t i = 0; i < ticket.answers.size(); ++i)
        insert_detail(database, id, "answer", i, ticket.answers[i].question, ticket.answers[i].answer);
    for (std::size_t i = 0; i < ticket.suggested.size(); ++i)
        insert_detail(database, id, "suggested", i, "", ticket.suggested[i]);
    for (const NewFile& file : ticket.files) {
        database.run(
            "INSERT INTO ticket_files (ticket_id, name, media_type, size, content) "
            "VALUES (?1, ?2, ?3, ?4, CAST(?5 AS BLOB))",
            {id, file.name, file.media_type, static_cast<std::int64_t>(file.content.size()), file.content});
    }
}

Ticket ticket_of(const SqlRow& row) {
    Ticket ticket;
    std::size_t at = 0;
    ticket.id = integer_of(row.at(at++));
    for (std::string* field : {&ticket.number, &ticket.source, &ticket.status, &ticket.subject, &ticket.name,
                               &ticket.contact, &ticket.lang, &ticket.article_id, &ticket.page})
        *field = text_of(row.at(at++));
    ticket.created_s = integer_of(row.at(at++));
    ticket.changed_s = integer_of(row.at(at++));
    ticket.is_erased = integer_of(row.at(at)) != 0;
    return ticket;
}

}  // namespace

bool is_ticket_status(std::string_view word) {
    constexpr std::array<std::string_view, 4> kWords = {ticket_status::kNew, ticket_status::kAnswered,
                                                        ticket_status::kHandedOver, ticket_status::kClosed};
    return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

Store& TicketStore::store() const {
    if (store_ == nullptr) throw StoreError("Хранилище обращений не открыто. Проверьте путь в --store.");
    return *store_;
}

std::string TicketStore::add(const NewTicket& ticket, const std::vector<std::string>& targets,
                             std::int64_t now_s) {
    std::string number;
    store().write_now([&](Database& database) {
        const auto known = database.rows("SELECT number FROM tickets WHERE token = ?1", {ticket.token});
        if (!known.empty()) {
            number = text_of(known.at(0).at(0));
            return;
        }
        number = free_number(database);
        const std::int64_t id = insert_ticket(database, ticket, number, now_s);
        insert_parts(database, id, ticket, now_s);
        for (const std::string& target : targets) {
            database.run("INSERT INTO outbox (id, ticket_id, target, next_at) VALUES (?1, ?2, ?3, ?4)",
                         {random_id(), id, target, now_s});
        }
    });
    return number;
}

std::vector<Ticket> TicketStore::list(const TicketFilter& filter) const {
    std::string sql = fmt::format(
        "SELECT {} FROM tickets WHERE (?1 = '' OR status = ?1) AND (?2 = 0 OR id < ?2)", kColumns);
    if (filter.is_stuck)
        sql += " AND id IN (SELECT ticket_id FROM outbox WHERE delivered = 0 AND attempts > 0)";
    sql += " ORDER BY id DESC LIMIT ?3";
    std::vector<Ticket> tickets;
    for (const SqlRow& row :
         store().rows(sql, {filter.status, filter.before_id, static_cast<std::int64_t>(filter.limit)}))
        tickets.push_back(ticket_of(row));
    return tickets;
}

void TicketStore::read_parts(Ticket& ticket) const {
    for (const SqlRow& row : store().rows(
             "SELECT at, author, text, id FROM messages WHERE ticket_id = ?1 ORDER BY id", {ticket.id}))
        ticket.messages.push_back(
            {integer_of(row.at(0)), text_of(row.at(1)), text_of(row.at(2)), integer_of(row.at(3))});
    for (const SqlRow& row : store().rows(
             "SELECT kind, name, value FROM ticket_details WHERE ticket_id = ?1 ORDER BY kind, position",
             {ticket.id})) {
        const std::string kind = text_of(row.at(0));
        if (kind == "answer") ticket.answers.push_back({text_of(row.at(1)), text_of(row.at(2))});
        if (kind == "step") ticket.steps.push_back(text_of(row.at(2)));
        if (kind == "suggested") ticket.suggested.push_back(text_of(row.at(2)));
    }
    for (const SqlRow& row :
         store().rows("SELECT id, name, media_type, size FROM ticket_files WHERE ticket_id = ?1 ORDER BY id",
                      {ticket.id}))
        ticket.files.push_back(
            {integer_of(row.at(0)), text_of(row.at(1)), text_of(row.at(2)), integer_of(row.at(3))});
}

std::optional<Ticket> TicketStore::one(const std::string& condition, const std::string& value) const {
    const auto rows =
        store().rows(fmt::format("SELECT {} FROM tickets WHERE {}", kColumns, condition), {value});
    if (rows.empty()) return std::nullopt;
    Ticket ticket = ticket_of(rows.front());
    read_parts(ticket);
    return ticket;
}

std::optional<Ticket> TicketStore::by_number(std::string_view number) const {
    return one("number = ?1", std::string(number));
}

std::optional<Ticket> TicketStore::by_token(std::string_view token) const {
    return one("token = ?1", std::string(token));
}

std::optional<Ticket> TicketStore::by_id(std::int64_t id) const {
    return one("id = CAST(?1 AS INTEGER)", std::to_string(id));
}

std::optional<Ticket> TicketStore::head(std::int64_t id) const {
    const auto rows = store().rows(fmt::format("SELECT {} FROM tickets WHERE id = ?1", kColumns), {id});
    return rows.empty() ? std::nullopt : std::optional(ticket_of(rows.front()));
}

std::optional<NewFile> TicketStore::file(std::int64_t file_id) const {
    const auto rows =
        store().rows("SELECT name, media_type, content FROM ticket_files WHERE id = ?1", {file_id});
    if (rows.empty()) return std::nullopt;
    const SqlRow& row = rows.front();
    return NewFile{text_of(row.at(0)), text_of(row.at(1)), text_of(row.at(2))};
}

bool TicketStore::add_solved(const std::string& article_id, std::int64_t now_s) {
    if (store_ == nullptr) return false;
    return store_->post([article_id, now_s](Database& database) {
        database.run(
            "INSERT INTO solved_forms (article_id, day, count) VALUES (?1, ?2, 1) "
            "ON CONFLICT DO UPDATE SET count = count + 1",
            {article_id, now_s / kDay_s});
    });
}

std::int64_t TicketStore::solved_count(const std::string& article_id) const {
    const auto rows = store().rows(
        "SELECT coalesce(sum(count), 0) FROM solved_forms WHERE ?1 = '' OR article_id = ?1", {article_id});
    return integer_of(rows.at(0).at(0));
}

int TicketStore::erase_before(std::int64_t before_s, std::int64_t now_s, std::int64_t closed_before_s) {
    int erased = 0;
    store().write_now([&](Database& database) {
        const auto old = database.rows(
            "SELECT id FROM tickets WHERE (created < ?1 OR (status = 'closed' AND changed < ?2)) "
            "AND is_erased = 0",
            {before_s, closed_before_s});
        for (const SqlRow& row : old) {
            for (const char* table : {"messages", "ticket_details", "ticket_files", "outbox"})
                database.run(fmt::format("DELETE FROM {} WHERE ticket_id = ?1", table), {row.at(0)});
            database.run(
                "UPDATE tickets SET subject = '', name = '', contact = '', customer = '', page = '', "
                "is_erased = 1, "
                "changed = ?2 WHERE id = ?1",
                {row.at(0), now_s});
        }
        erased = static_cast<int>(old.size());
    });
    return erased;
}

std::string TicketStore::secret(const std::string& name, const std::string& fresh) {
    std::string value;
    store().write_now([&](Database& database) {
        database.run("INSERT INTO secrets (name, value) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                     {name, fresh});
        value = text_of(database.rows("SELECT value FROM secrets WHERE name = ?1", {name}).at(0).at(0));
    });
    return value;
}

}  // namespace kb
