// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/desk_common.h"

#include <fmt/format.h>

#include <charconv>

#include "server/http/errors.h"
#include "server/http/request_desk.h"
#include "server/search/ticket_text.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kPreviewCharacters = 160;

}  // namespace

HttpResponse desk_response(std::string json, int status) {
    HttpResponse response{status, "application/json", std::move(json), {}};
    response.set("Cache-Control", "no-store");
    return response;
}

const std::string& json_body(const Exchange& exchange) {
    if (!value_or(exchange.request.headers, "content-type").starts_with("application/json")) {
        throw HttpError(Refusal::unsupported_media,
                        "Пришлите JSON с заголовком Content-Type: application/json.");
    }
    return exchange.request.body;
}

Store& store_of(const Services& services) {
    if (services.store == nullptr || services.requests == nullptr)
        throw HttpError(Refusal::store_unavailable, "Хранилище обращений не открыто.");
    return *services.store;
}

Ticket ticket_numbered(const Services& services, std::string_view number) {
    store_of(services);
    auto ticket = services.requests->tickets.by_number(number);
    if (!ticket) throw HttpError(Refusal::not_found, "Обращения с таким номером нет.");
    return std::move(*ticket);
}

std::string article_named(const Services& services, const Exchange& exchange, const std::string& name) {
    const auto id = services.searcher.article_id(exchange.caller, name);
    if (!id) throw HttpError(Refusal::bad_parameter, fmt::format("Статьи «{}» нет.", name));
    return *id;
}

std::string agent_of(const Exchange& exchange) {
    const Identity& identity = exchange.identity;
    return identity.name.empty() ? identity.login : identity.name;
}

std::string problem_of(const Ticket& ticket) {
    std::string text = ticket.subject;
    for (const TicketMessage& message : ticket.messages) {
        if (message.author != "customer") continue;
        if (!text.empty()) text += text.ends_with('.') ? "\n" : ".\n";
        text += clean_ticket(message.text).text;
        break;
    }
    return text;
}

std::string preview_of(std::string_view text) {
    std::string line;
    for (const char c : clean_ticket(text).text) {
        const bool is_blank = c == ' ' || static_cast<unsigned char>(c) < 0x20;
        if (!is_blank)
            line += c;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    const auto cut = first_code_points(line, kPreviewCharacters);
    return cut.size() < line.size() ? std::string(cut) + "…" : line;
}

std::int64_t whole_number(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? value : 0;
}

}  // namespace kb
