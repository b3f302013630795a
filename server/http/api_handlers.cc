// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/api_handlers.h"

#include "server/http/errors.h"
#include "server/http/events.h"
#include "server/http/json.h"
#include "server/http/params.h"

namespace kb {
namespace {

constexpr int kDefaultCompletions = 8;
constexpr int kDefaultRelated = 5;
constexpr std::size_t kTypedCharacters = 200;

HttpResponse json_response(std::string body) { return {200, "application/json", std::move(body), {}}; }

[[noreturn]] void no_such_article() { throw HttpError(Refusal::not_found, "Такой статьи нет."); }

}  // namespace

HttpResponse get_search(const Services& services, const Exchange& exchange) {
    const SearchRequest request = search_request(exchange.request.query);
    const auto answer = services.searcher.shared_search(exchange.caller, request);
    // What is on its way to a question is none yet.
    if (value_or(exchange.request.query, "draft") != "1")
        note_search(services, exchange.caller, request, *answer);
    return json_response(search_json(request, *answer));
}

HttpResponse get_complete(const Services& services, const Exchange& exchange) {
    const NamedValues& query = exchange.request.query;
    const std::string typed = text_param(query, "q", kTypedCharacters);
    const int limit = int_param(query, "limit", kDefaultCompletions, 1, 50);
    return json_response(completions_json(typed, services.searcher.complete(exchange.caller, typed, limit)));
}

HttpResponse post_suggest(const Services& services, const Exchange& exchange) {
    const std::string_view type = value_or(exchange.request.headers, "content-type");
    if (!type.starts_with("application/json")) {
        throw HttpError(Refusal::unsupported_media,
                        "Пришлите JSON с заголовком Content-Type: application/json.");
    }
    const SuggestRequest request = parse_suggest_request(exchange.request.body);
    check_suggest_request(request);
    const SuggestAnswer answer = services.searcher.suggest(exchange.caller, request);
    note_suggest(services, exchange.caller, answer);
    HttpResponse response = json_response(suggest_json(exchange.caller, answer));
    response.set("Cache-Control", "no-store");
    return response;
}

HttpResponse get_article(const Services& services, const Exchange& exchange) {
    const auto view = services.searcher.article(exchange.caller, exchange.argument);
    if (!view) no_such_article();
    return json_response(article_json(exchange.caller, *view));
}

HttpResponse get_related(const Services& services, const Exchange& exchange) {
    const int limit = int_param(exchange.request.query, "limit", kDefaultRelated, 1, 50);
    const auto cards = services.searcher.related(exchange.caller, exchange.argument, limit);
    if (!cards) no_such_article();
    return json_response(related_json(*cards));
}

}  // namespace kb
