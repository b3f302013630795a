// SPDX-License-Identifier: GPL-2.0-or-later
// Clicks need neither cookies nor scripts: Referrer-Policy same-origin makes the browser name our own
// page of results, with its query, when a reader follows a link from it.
#include "server/http/events.h"

#include "server/clock.h"
#include "server/metrics.h"
#include "server/store/analytics_store.h"

namespace kb {
namespace {

const char* search_verdict(const SearchAnswer& answer) {
    if (answer.total == 0) return "none";
    return answer.is_confident ? "found" : "unsure";
}

// The query of our page of results that the request came from; empty when it came from elsewhere.
std::string query_of_referrer(const HttpRequest& request) {
    const std::string_view referrer = value_or(request.headers, "referer");
    const std::string_view host = value_or(request.headers, "host");
    const std::size_t slashes = referrer.find("://");
    if (slashes == std::string_view::npos || host.empty()) return {};
    std::string_view rest = referrer.substr(slashes + 3);
    if (!rest.starts_with(host)) return {};
    rest.remove_prefix(host.size());
    if (!rest.starts_with("/search?")) return {};
    const NamedValues query = parse_query(rest.substr(rest.find('?') + 1));
    return std::string(value_or(query, "q"));
}

}  // namespace

void note_search(const Services& services, Caller caller, const SearchRequest& request,
                 const SearchAnswer& answer) {
    const bool is_filtered = !request.category.empty() || !request.type.empty() || !request.lang.empty();
    if (request.query.empty() || request.offset > 0 || is_filtered) return;
    const char* verdict = search_verdict(answer);
    services.metrics.count_verdict("search", verdict);
    services.analytics.add_search({unix_seconds(services.clock), "search", audience_name(caller),
                                   request.query, answer.total, verdict});
}

void note_suggest(const Services& services, Caller caller, const SuggestAnswer& answer) {
    const char* verdict = verdict_name(answer.verdict);
    services.metrics.count_verdict("suggest", verdict);
    services.analytics.add_search({unix_seconds(services.clock), "suggest", audience_name(caller), "",
                                   static_cast<std::int64_t>(answer.suggestions.size()), verdict});
}

void note_view(const Services& services, const HttpRequest& request, const std::string& article_id) {
    if (request.method != "GET") return;
    const std::int64_t now = unix_seconds(services.clock);
    services.analytics.add_view(article_id, now);
    if (const std::string query = query_of_referrer(request); !query.empty()) {
        services.analytics.add_click(query, article_id, now);
    }
}

}  // namespace kb
