// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/clock.h"
#include "server/config.h"
#include "server/http/audit.h"
#include "server/http/desk_bodies.h"
#include "server/http/desk_common.h"
#include "server/http/desk_handlers.h"
#include "server/http/errors.h"
#include "server/http/json_parts.h"
#include "server/http/request_desk.h"
#include "server/store/inbox_store.h"

namespace kb {
namespace {

// Ways back to the customer: a letter where they left an address, and our own server where there is one.
std::vector<std::string> answer_targets(const Config& config, const Ticket& ticket) {
    std::vector<std::string> targets;
    if (!config.requests.email.server.empty() && is_mail_address(ticket.contact))
        targets.emplace_back("email");
    if (!config.requests.webhook.url.empty()) targets.emplace_back("webhook");
    return targets;
}

void refuse_erased(const Ticket& ticket) {
    if (ticket.is_erased)
        throw HttpError(Refusal::bad_parameter, "Срок хранения вышел: текст этого обращения стёрт.");
}

}  // namespace

HttpResponse post_ticket_status(const Services& services, const Exchange& exchange) {
    const StatusBody body = parse_status(json_body(exchange));
    const Ticket ticket = ticket_numbered(services, exchange.argument);
    InboxStore inbox(*services.store);
    inbox.set_status(ticket.id, body.status, ticket.is_erased ? "" : body.reason,
                     unix_seconds(services.clock));
    note_change(services, exchange, "ticket.status", ticket.number + ": " + body.status);
    return desk_response(dump_json({{"number", ticket.number}, {"status", body.status}}));
}

HttpResponse post_ticket_message(const Services& services, const Exchange& exchange) {
    const MessageBody body = parse_message(json_body(exchange));
    const Ticket ticket = ticket_numbered(services, exchange.argument);
    refuse_erased(ticket);
    std::vector<std::string> targets;
    if (body.author == "agent") targets = answer_targets(services.config, ticket);
    InboxStore inbox(*services.store);
    const auto id =
        inbox.add_message(ticket.id, {unix_seconds(services.clock), body.author, body.text, 0}, targets);
    note_change(services, exchange, "ticket.message", ticket.number + " (" + body.author + ")");
    services.requests->on_added();
    return desk_response(
        dump_json({{"id", id},
                   {"status", body.author == "agent" ? ticket_status::kAnswered : ticket_status::kNew},
                   {"deliveries", targets}}),
        201);
}

}  // namespace kb
