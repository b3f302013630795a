// SPDX-License-Identifier: GPL-2.0-or-later
// Tickets in the JSON of the API. For staff: it carries what people wrote.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/outbox_store.h"
#include "server/store/ticket_store.h"

namespace kb {

struct TicketRow {
    Ticket ticket;
    std::vector<Delivery> deliveries;
};

std::string tickets_json(const std::vector<TicketRow>& rows, const OutboxStore::Counts& counts,
                         std::int64_t solved_count);
std::string ticket_json(const TicketRow& row);
std::string receipt_json(std::string_view number);
std::string retried_json(int count);

// The body of POST /api/v1/tickets. Throws HttpError that says what is wrong with which key.
NewTicket parse_new_ticket(std::string_view body);

}  // namespace kb
