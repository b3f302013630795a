// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/store/inbox_store.h"

#include <fmt/format.h>

#include <algorithm>

#include "server/store/store.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kSearchedCharacters = 4000;  // of a first message
constexpr std::size_t kComparedCharacters = 4000;
constexpr std::size_t kPhoneDigits = 11;

std::vector<std::string> words_of(std::string_view query) {
    std::vector<std::string> words;
    const std::string lowered = lower(query);
    for (std::string_view rest = lowered; !rest.empty();) {
        const auto end = std::min(rest.find(' '), rest.size());
        if (end > 0) words.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return words;
}

bool has_all(const Ticket& ticket, std::string_view text, const std::vector<std::string>& words) {
    if (words.empty()) return true;
    std::string all =
        ticket.number + "\n" + ticket.subject + "\n" + ticket.name + "\n" + ticket.contact + "\n";
    all += text;
    all = lower(all);
    return std::all_of(words.begin(), words.end(),
                       [&](const std::string& word) { return all.find(word) != std::string::npos; });
}

}  // namespace

std::string customer_key(std::string_view contact) {
    const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    while (!contact.empty() && is_blank(contact.front())) contact.remove_prefix(1);
    while (!contact.empty() && is_blank(contact.back())) contact.remove_suffix(1);
    std::string digits;
    for (const char c : contact) {
        if (c >= '0' && c <= '9')
            digits += c;
        else if (std::string_view("+-() .").find(c) == std::string_view::npos)
            return lower(contact);
    }
    if (digits.size() == kPhoneDigits && digits.front() == '8') digits.front() = '7';
    return digits;
}

bool is_mail_address(std::string_view text) {
    const std::size_t sign = text.find('@');
    return sign != std::string_view::npos && sign > 0 && sign + 1 < text.size() &&
           text.find_first_of(" \t\r\n<>,;\"()") == std::string_view::npos;
}

std::vector<QueueRow> InboxStore::list(const TicketFilter& filter, std::string_view query) const {
    const TicketStore tickets(&store_);
    const auto words = words_of(query);
    TicketFilter wider = filter;
    if (!words.empty()) wider.limit = kSearched;
    std::vector<QueueRow> rows;
    for (Ticket& ticket : tickets.list(wider)) {
        if (rows.size() == static_cast<std::size_t>(filter.limit)) break;
        std::string text = first_text(ticket.id);
        if (!has_all(ticket, text, words)) continue;
        const std::int64_t waiting_s = waiting_since(ticket.id);
        std::string customer = customer_key(ticket.contact);
        rows.push_back({std::move(ticket), waiting_s, std::move(customer), std::move(text)});
    }
    return rows;
}

std::string InboxStore::first_text(std::int64_t ticket_id) const {
    const auto rows =
        store_.rows("SELECT text FROM messages WHERE ticket_id = ?1 ORDER BY id LIMIT 1", {ticket_id});
    return rows.empty() ? "" : std::string(first_code_points(text_of(rows[0].at(0)), kSearchedCharacters));
}

std::int64_t InboxStore::waiting_since(std::int64_t ticket_id) const {
    const auto rows = store_.rows(
        "SELECT min(at) FROM messages WHERE ticket_id = ?1 AND author = 'customer' AND id > "
        "coalesce((SELECT max(id) FROM messages WHERE ticket_id = ?1 AND author = 'agent'), 0) "
        "AND (SELECT status FROM tickets WHERE id = ?1) NOT IN ('answered', 'closed')",
        {ticket_id});
    return rows.empty() ? 0 : integer_of(rows[0].at(0));
}

bool InboxStore::set_status(std::int64_t ticket_id, const std::string& status, const std::string& reason,
                            std::int64_t now_s) {
    std::int64_t changed = 0;
    store_.write_now([&](Database& database) {
        database.run("UPDATE tickets SET status = ?2, changed = ?3 WHERE id = ?1",
                     {ticket_id, status, now_s});
        changed = integer_of(database.rows("SELECT changes()").at(0).at(0));
        if (changed == 0 || reason.empty()) return;
        database.run(
            "INSERT INTO ticket_details (ticket_id, kind, position, name, value) SELECT ?1, 'status', "
            "coalesce(max(position), -1) + 1, ?2, ?3 FROM ticket_details WHERE ticket_id = ?1 AND kind = "
            "'status'",
            {ticket_id, status, reason});
    });
    return changed > 0;
}

std::string InboxStore::last_reason(std::int64_t ticket_id) const {
    const auto rows = store_.rows(
        "SELECT value FROM ticket_details WHERE ticket_id = ?1 AND kind = 'status' ORDER BY position DESC "
        "LIMIT 1",
        {ticket_id});
    return rows.empty() ? "" : text_of(rows[0].at(0));
}

std::int64_t InboxStore::add_message(std::int64_t ticket_id, const TicketMessage& message,
                                     const std::vector<std::string>& targets) {
    std::int64_t id = 0;
    const bool is_agent = message.author == "agent";
    store_.write_now([&](Database& database) {
        database.run("INSERT INTO messages (ticket_id, at, author, text) VALUES (?1, ?2, ?3, ?4)",
                     {ticket_id, message.at_s, message.author, message.text});
        id = integer_of(database.rows("SELECT last_insert_rowid()").at(0).at(0));
        database.run("UPDATE tickets SET status = ?2, changed = ?3 WHERE id = ?1",
                     {ticket_id, std::string(is_agent ? ticket_status::kAnswered : ticket_status::kNew),
                      message.at_s});
        for (const std::string& target : targets) {
            database.run(
                "INSERT INTO outbox (id, ticket_id, target, message_id, next_at) "
                "VALUES (lower(hex(randomblob(16))), ?1, ?2, ?3, ?4)",
                {ticket_id, target, id, message.at_s});
        }
    });
    return id;
}

std::vector<Ticket> InboxStore::earlier(std::int64_t ticket_id, int limit) const {
    const TicketStore tickets(&store_);
    std::vector<Ticket> out;
    for (const SqlRow& row : store_.rows("SELECT id FROM tickets WHERE customer <> '' AND customer = (SELECT "
                                         "customer FROM tickets WHERE id = ?1) "
                                         "AND id <> ?1 ORDER BY id DESC LIMIT ?2",
                                         {ticket_id, std::int64_t{limit}})) {
        if (auto ticket = tickets.head(integer_of(row.at(0)))) out.push_back(std::move(*ticket));
    }
    return out;
}

std::vector<TicketWords> InboxStore::words_after(std::int64_t after_id, std::int64_t since_s,
                                                 int limit) const {
    std::vector<TicketWords> out;
    for (const SqlRow& row : store_.rows("SELECT t.id, t.created, t.subject, (SELECT text FROM messages "
                                         "WHERE ticket_id = t.id ORDER BY id LIMIT 1) "
                                         "FROM tickets t WHERE t.id > ?1 AND t.created >= ?2 AND t.is_erased "
                                         "= 0 ORDER BY t.id DESC LIMIT ?3",
                                         {after_id, since_s, std::int64_t{limit}})) {
        out.push_back({integer_of(row.at(0)), integer_of(row.at(1)),
                       text_of(row.at(2)) + ".\n" +
                           std::string(first_code_points(text_of(row.at(3)), kComparedCharacters))});
    }
    std::reverse(out.begin(), out.end());
    return out;
}

}  // namespace kb
