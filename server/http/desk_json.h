// SPDX-License-Identifier: GPL-2.0-or-later
// JSON of the agent's desk, in and out (docs/http_api.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/search/desk.h"
#include "server/store/ticket_store.h"

namespace kb {

// The body of POST /api/v1/desk/suggest.
struct DeskAsk {
    std::string ticket;  // number of a stored ticket; may be empty
    std::string subject, text, category;
    std::vector<DeskMessage> messages;
    Level level = Level::none;
    int limit = 5;
};
DeskAsk parse_desk_ask(std::string_view body);  // throws HttpError

// A ticket that says the same as this one.
struct AlikeTicket {
    Ticket ticket;
    double similarity = 0;
};

struct DeskPage {
    DeskAnswer answer;
    std::vector<AlikeTicket> alike;
    std::vector<Ticket> earlier;  // of the same customer
};
std::string desk_json(const DeskPage& page);

}  // namespace kb
