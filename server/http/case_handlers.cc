// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/case_handlers.h"

#include <fmt/format.h>

#include <charconv>

#include "server/clock.h"
#include "server/http/audit.h"
#include "server/http/case_desk.h"
#include "server/http/case_json.h"
#include "server/http/errors.h"
#include "server/http/params.h"

namespace kb {
namespace {

constexpr int kDefaultCases = 50;

const CaseDesk& desk_of(const Services& services) {
    if (services.cases == nullptr)
        throw HttpError(Refusal::store_unavailable, "Хранилище обращений не открыто.");
    return *services.cases;
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

}  // namespace

HttpResponse post_cases(const Services& services, const Exchange& exchange) {
    if (!value_or(exchange.request.headers, "content-type").starts_with("application/json")) {
        throw HttpError(Refusal::unsupported_media,
                        "Пришлите JSON с заголовком Content-Type: application/json.");
    }
    const CaseDesk& desk = desk_of(services);
    const std::int64_t now_s = unix_seconds(services.clock);
    std::vector<NewCase> cases = parse_cases(exchange.request.body);
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const auto id = services.searcher.article_id(exchange.caller, cases[i].article);
        if (!id)
            throw HttpError(Refusal::bad_parameter,
                            fmt::format("Обращение {}: статьи «{}» нет.", i + 1, cases[i].article));
        cases[i].article = *id;
        if (cases[i].at_s > now_s + 86'400)
            throw HttpError(Refusal::bad_parameter, fmt::format("Обращение {}: «date» в будущем.", i + 1));
        cases[i].is_dated = cases[i].at_s != 0;
        if (!cases[i].is_dated) cases[i].at_s = now_s;
    }
    const auto receipts = desk.cases.put(cases);
    desk.on_changed();
    if (!receipts.empty())
        note_change(services, exchange, "case.put",
                    fmt::format("{}–{} ({})", receipts.front().id, receipts.back().id, receipts.size()));
    return json_response(case_receipts_json(receipts), 201);
}

HttpResponse get_cases(const Services& services, const Exchange& exchange) {
    const CaseDesk& desk = desk_of(services);
    const NamedValues& query = exchange.request.query;
    CaseStore::Filter filter;
    filter.article = std::string(value_or(query, "article"));
    filter.before_id = number_of(value_or(query, "before", "0"));
    filter.limit = int_param(query, "limit", kDefaultCases, 1, 200);
    return json_response(cases_json(desk.cases.list(filter), desk.cases.count()));
}

HttpResponse delete_case(const Services& services, const Exchange& exchange) {
    const CaseDesk& desk = desk_of(services);
    if (!desk.cases.forget(number_of(exchange.argument)))
        throw HttpError(Refusal::not_found, "Такого обращения нет.");
    desk.on_changed();
    note_change(services, exchange, "case.deleted", std::string(exchange.argument));
    return json_response(R"({"forgotten":true})");
}

}  // namespace kb
