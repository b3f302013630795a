// SPDX-License-Identifier: GPL-2.0-or-later
// What the desk's handlers have in common.
#pragma once

#include <string>
#include <string_view>

#include "server/http/services.h"
#include "server/store/desk_store.h"
#include "server/store/ticket_store.h"

namespace kb {

HttpResponse desk_response(std::string json, int status = 200);

// The body, when it says that it is JSON; else 415.
const std::string& json_body(const Exchange& exchange);

// 503 when there is no store.
Store& store_of(const Services& services);

// 404 when there is no such ticket.
Ticket ticket_numbered(const Services& services, std::string_view number);

// The id of an article the caller names by id, slug, path or address; 422 when there is none.
std::string article_named(const Services& services, const Exchange& exchange, const std::string& name);

// Who does it, for the record.
std::string agent_of(const Exchange& exchange);

// What a customer wrote in a ticket, without greetings and signatures: the subject and the first message.
std::string problem_of(const Ticket& ticket);

// The beginning of what somebody wrote, in one line, for lists: without greetings, at most 160 characters.
std::string preview_of(std::string_view text);

std::int64_t whole_number(std::string_view text);  // 0 for what is none

}  // namespace kb
