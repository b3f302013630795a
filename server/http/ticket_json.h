// SPDX-License-Identifier: GPL-2.0-or-later
// Tickets in the JSON of the API. For staff: it carries what people wrote.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/desk_store.h"
#include "server/store/outbox_store.h"
#include "server/store/ticket_store.h"

namespace kb {

struct TicketRow {
    Ticket ticket;
    std::vector<Delivery> deliveries;
    std::vector<DeskMark> sent;  // what the agent did with suggestions
    std::int64_t waiting_s = 0;  // Unix time since when nobody has answered; 0: nobody waits
    std::string customer;        // the same for all tickets of one person; may be empty
    std::string preview;         // of the first message
    std::string reason;          // of the last change of state; only of a ticket shown whole
};

std::string tickets_json(const std::vector<TicketRow>& rows, const OutboxStore::Counts& counts,
                         std::int64_t solved_count);
std::string ticket_json(const TicketRow& row);
std::string receipt_json(std::string_view number);
std::string retried_json(int count);

// The body of POST /api/v1/tickets. Throws HttpError that says what is wrong with which key.
NewTicket parse_new_ticket(std::string_view body);

}  // namespace kb
