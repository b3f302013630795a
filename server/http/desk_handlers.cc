// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/desk_handlers.h"

#include <fmt/format.h>

#include <optional>

#include "server/clock.h"
#include "server/config.h"
#include "server/http/case_desk.h"
#include "server/http/desk_common.h"
#include "server/http/desk_json.h"
#include "server/http/request_desk.h"
#include "server/store/inbox_store.h"

namespace kb {
namespace {

constexpr std::int64_t kRecent_s = 24 * 3600;
constexpr std::size_t kAlikeShown = 5;
constexpr int kEarlierShown = 10;
constexpr int kTicketsAtOnce = 1000;

// What is stored of the ticket first, then what the agent has just typed.
DeskRequest request_of(const DeskAsk& ask, const std::optional<Ticket>& ticket) {
    DeskRequest request;
    request.subject = ask.subject;
    request.category = ask.category;
    request.level = ask.level;
    request.limit = ask.limit;
    if (ticket) {
        request.number = ticket->number;
        request.name = ticket->name;
        if (request.subject.empty()) request.subject = ticket->subject;
        for (const TicketMessage& message : ticket->messages)
            request.messages.push_back({message.author == "customer", message.text});
    }
    request.messages.insert(request.messages.end(), ask.messages.begin(), ask.messages.end());
    if (!ask.text.empty()) request.messages.push_back({true, ask.text});
    return request;
}

// What this ticket has got already, and what its agent has refused.
void add_marks(const Services& services, const Ticket& ticket, DeskRequest& request) {
    for (const DeskMark& mark : DeskStore(*services.store).marks_of(ticket.number)) {
        if (mark.mark == "inserted" || mark.mark == "solved") request.sent.push_back(mark.article);
        if (mark.mark == "wrong") request.wrong.push_back(mark.article);
    }
}

void add_own_cases(const Services& services, const std::vector<Ticket>& earlier, DeskRequest& request) {
    if (services.cases == nullptr || earlier.empty()) return;
    std::vector<std::string> names;
    for (const Ticket& ticket : earlier) names.push_back(case_name(ticket.number));
    for (const std::int64_t id : services.cases->cases.ids_of(names)) request.own_cases.insert(id);
}

std::string compared_text(const DeskRequest& request) {
    std::string text = request.subject + ".\n";
    for (const DeskMessage& message : request.messages) {
        if (!message.is_customer) continue;
        text += message.text;
        break;
    }
    return text;
}

// What has no subject is called by its first words.
void name_by_text(const Services& services, Ticket& ticket) {
    if (ticket.subject.empty())
        ticket.subject = preview_of(InboxStore(*services.store).first_text(ticket.id));
}

std::vector<AlikeTicket> alike_tickets(const Services& services, const DeskRequest& request,
                                       std::int64_t ticket_id) {
    std::vector<AlikeTicket> out;
    if (services.store == nullptr || services.requests == nullptr) return out;
    RecentTexts& recent = *services.requests->recent;
    const std::int64_t since_s = unix_seconds(services.clock) - kRecent_s;
    recent.forget_before(since_s);
    for (const TicketWords& words :
         InboxStore(*services.store).words_after(recent.newest_id(), since_s, kTicketsAtOnce))
        recent.put(words.id, words.at_s, words.text);
    for (const AlikeText& one : recent.like(compared_text(request), ticket_id, kAlikeShown)) {
        auto ticket = services.requests->tickets.head(one.id);
        if (!ticket || ticket->is_erased) continue;
        name_by_text(services, *ticket);
        out.push_back({std::move(*ticket), one.similarity});
    }
    return out;
}

}  // namespace

HttpResponse post_desk_suggest(const Services& services, const Exchange& exchange) {
    const DeskAsk ask = parse_desk_ask(json_body(exchange));
    std::optional<Ticket> ticket;
    if (!ask.ticket.empty()) ticket = ticket_numbered(services, ask.ticket);
    DeskRequest request = request_of(ask, ticket);
    DeskPage page;
    if (ticket) {
        page.earlier = InboxStore(*services.store).earlier(ticket->id, kEarlierShown);
        for (Ticket& one : page.earlier) name_by_text(services, one);
        add_marks(services, *ticket, request);
        add_own_cases(services, page.earlier, request);
    }
    request.order_shapes = services.config.desk.order_shapes;
    request.products = services.config.desk.products;
    page.alike = alike_tickets(services, request, ticket ? ticket->id : 0);
    page.answer = services.searcher.desk(request);
    return desk_response(desk_json(page));
}

}  // namespace kb
