// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/ticket_handlers.h"

#include <charconv>

#include "server/clock.h"
#include "server/config.h"
#include "server/http/audit.h"
#include "server/http/desk_common.h"
#include "server/http/errors.h"
#include "server/http/form_token.h"
#include "server/http/params.h"
#include "server/http/request_desk.h"
#include "server/http/ticket_json.h"
#include "server/metrics.h"
#include "server/store/desk_store.h"
#include "server/store/inbox_store.h"
#include "server/store/outbox_store.h"

namespace kb {
namespace {

constexpr int kDefaultTickets = 50;
constexpr std::size_t kQueryCharacters = 200;

const RequestDesk& desk_of(const Services& services) {
    if (services.requests == nullptr || services.store == nullptr)
        throw HttpError(Refusal::store_unavailable, "Хранилище обращений не открыто.");
    return *services.requests;
}

HttpResponse json_response(std::string body, int status = 200) {
    HttpResponse response{status, "application/json", std::move(body), {}};
    response.set("Cache-Control", "no-store");
    return response;
}

std::int64_t number_of(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? value : 0;
}

TicketRow row_of(const Services& services, QueueRow queued) {
    TicketRow row;
    row.deliveries = OutboxStore(*services.store).of_ticket(queued.ticket.id);
    row.sent = DeskStore(*services.store).marks_of(queued.ticket.number);
    row.waiting_s = queued.waiting_s;
    row.customer = std::move(queued.customer);
    row.preview = preview_of(queued.text);
    row.ticket = std::move(queued.ticket);
    return row;
}

TicketRow row_of(const Services& services, Ticket ticket) {
    const InboxStore inbox(*services.store);
    const auto waiting_s = inbox.waiting_since(ticket.id);
    std::string reason = inbox.last_reason(ticket.id);
    std::string text = inbox.first_text(ticket.id);
    std::string customer = customer_key(ticket.contact);
    TicketRow row =
        row_of(services, QueueRow{std::move(ticket), waiting_s, std::move(customer), std::move(text)});
    row.reason = std::move(reason);
    return row;
}

Ticket ticket_at(const Services& services, std::string_view number) {
    auto ticket = desk_of(services).tickets.by_number(number);
    if (!ticket) throw HttpError(Refusal::not_found, "Обращения с таким номером нет.");
    return std::move(*ticket);
}

}  // namespace

HttpResponse post_ticket(const Services& services, const Exchange& exchange) {
    if (!value_or(exchange.request.headers, "content-type").starts_with("application/json")) {
        throw HttpError(Refusal::unsupported_media,
                        "Пришлите JSON с заголовком Content-Type: application/json.");
    }
    const RequestDesk& desk = desk_of(services);
    NewTicket ticket = parse_new_ticket(exchange.request.body);
    if (ticket.subject.empty() && ticket.text.empty())
        throw HttpError(Refusal::bad_parameter, "Нужна хотя бы тема: «subject» или «text».");
    ticket.source = ticket.page.empty() ? "api" : "widget";
    if (ticket.token.empty()) ticket.token = new_secret();
    const std::string number =
        desk.tickets.add(ticket, services.config.requests.targets(), unix_seconds(services.clock));
    services.metrics.count_verdict("form", "sent");
    desk.on_added();
    if (exchange.identity.is_staff()) note_change(services, exchange, "ticket.added", number);
    return json_response(receipt_json(number), 201);
}

HttpResponse get_tickets(const Services& services, const Exchange& exchange) {
    const RequestDesk& desk = desk_of(services);
    const NamedValues& query = exchange.request.query;
    TicketFilter filter;
    filter.status = std::string(value_or(query, "status"));
    if (!filter.status.empty() && !is_ticket_status(filter.status))
        throw HttpError(Refusal::bad_parameter, "status: new, answered, handed_over или closed.");
    filter.is_stuck = value_or(query, "stuck") == "1";
    filter.limit = int_param(query, "limit", kDefaultTickets, 1, 200);
    filter.before_id = number_of(value_or(query, "before", "0"));
    std::vector<TicketRow> rows;
    const std::string words = text_param(query, "q", kQueryCharacters);
    for (QueueRow& row : InboxStore(*services.store).list(filter, words))
        rows.push_back(row_of(services, std::move(row)));
    return json_response(
        tickets_json(rows, OutboxStore(*services.store).counts(), desk.tickets.solved_count("")));
}

HttpResponse get_ticket(const Services& services, const Exchange& exchange) {
    return json_response(ticket_json(row_of(services, ticket_at(services, exchange.argument))));
}

HttpResponse post_ticket_retry(const Services& services, const Exchange& exchange) {
    const Ticket ticket = ticket_at(services, exchange.argument);
    const int due = OutboxStore(*services.store)
                        .retry(ticket.id, services.config.requests.targets(), unix_seconds(services.clock));
    desk_of(services).on_added();
    note_change(services, exchange, "ticket.retried", ticket.number);
    return json_response(retried_json(due));
}

HttpResponse get_ticket_file(const Services& services, const Exchange& exchange) {
    const auto file = desk_of(services).tickets.file(number_of(exchange.argument));
    if (!file) throw HttpError(Refusal::not_found, "Такого файла нет.");
    HttpResponse response{200, file->media_type, file->content, {}};
    response.set("Content-Disposition", "attachment; filename*=UTF-8''" + percent_encode(file->name));
    response.set("Cache-Control", "no-store");
    return response;
}

}  // namespace kb
