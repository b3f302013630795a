// SPDX-License-Identifier: GPL-2.0-or-later
// Tickets as an agent works through them: a queue with who waits since when, answers, states. The tickets
// themselves are TicketStore's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/ticket_store.h"

namespace kb {

class Store;

// One spelling for «+7 (916) 123-45-67» and «8 916 1234567», for «Anna@Mail.ru» and «anna@mail.ru».
std::string customer_key(std::string_view contact);

// Whether a letter can go there.
bool is_mail_address(std::string_view text);

struct QueueRow {
    Ticket ticket;               // without messages, details and files
    std::int64_t waiting_s = 0;  // Unix time of the oldest message nobody has answered; 0: none
    std::string customer;        // customer_key of the contact
    std::string text;            // of the first message; at most 4000 characters
};

// A ticket's words as they came, for comparing.
struct TicketWords {
    std::int64_t id = 0, at_s = 0;
    std::string text;  // subject and first message
};

class InboxStore {
public:
    // `store` outlives this; everything throws StoreError.
    explicit InboxStore(Store& store) : store_(store) {}

    // TicketStore's list; with `query` only tickets that have all its words in number, subject, name, contact
    // or first message, whatever their case, among the newest kSearched.
    static constexpr int kSearched = 5000;
    std::vector<QueueRow> list(const TicketFilter& filter, std::string_view query) const;
    std::int64_t waiting_since(std::int64_t ticket_id) const;
    std::string first_text(std::int64_t ticket_id) const;  // as in QueueRow

    // False: there is no such ticket, or its text is erased.
    bool set_status(std::int64_t ticket_id, const std::string& status, const std::string& reason,
                    std::int64_t now_s);
    std::string last_reason(std::int64_t ticket_id) const;

    // Adds a message and, for each target, its delivery; an agent's answers the ticket, a customer's opens it
    // again. Its id.
    std::int64_t add_message(std::int64_t ticket_id, const TicketMessage& message,
                             const std::vector<std::string>& targets);

    // Of the customer who wrote this ticket, newest first, without it.
    std::vector<Ticket> earlier(std::int64_t ticket_id, int limit) const;
    // Oldest first, of those made after ticket `after_id` and not before `since_s`.
    std::vector<TicketWords> words_after(std::int64_t after_id, std::int64_t since_s, int limit) const;

private:
    Store& store_;
};

}  // namespace kb
