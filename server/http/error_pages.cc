// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/page_handlers.h"
#include "server/http/page_layout.h"
#include "server/http/site.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr int kOffers = 5;
constexpr std::size_t kWordsFromPath = 100;

// «/a/kak-nastroit_wifi.html» → «kak nastroit wifi html».
std::string words_of_path(std::string_view path) {
    if (path.starts_with("/a/") || path.starts_with("/c/")) path.remove_prefix(3);
    std::string words;
    for (const char c : path) {
        const bool is_sign = static_cast<unsigned char>(c) < 0x80 &&
                             !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
        words += is_sign ? ' ' : c;
    }
    return std::string(first_code_points(words, kWordsFromPath));
}

std::vector<PageData> offers(const Services& services, const Exchange& exchange, const PageLang& lang) {
    std::vector<PageData> cards;
    SearchRequest request;
    request.query = words_of_path(exchange.request.path);  // what the address says
    request.limit = kOffers;
    if (request.query.find_first_not_of(' ') == std::string::npos || !services.searcher.is_ready())
        return cards;
    const SearchAnswer answer = services.searcher.search(exchange.caller, request);
    if (!answer.is_confident) return cards;  // a stranger's article is worse than none
    for (const Hit& hit : answer.hits) cards.push_back(card_data(hit.article, lang));
    return cards;
}

}  // namespace

HttpResponse not_found_page(const Services& services, const Exchange& exchange) {
    PageData data;
    PageHead head = page_head(services, exchange, page_lang(exchange.request));
    set_list(data, "hits", offers(services, exchange, head.lang));
    head.title = services.site.texts().get(head.lang.lang, "not_found_title");
    head.is_unlisted = true;
    return page(services, head, "not_found", std::move(data), 404);
}

HttpResponse error_page(const Services& services, const HttpRequest& request, const Failure& failure) {
    const RefusalRow& row = refusal_row(failure.refusal);
    PageData data;
    data.set("status", std::to_string(row.status));
    data.set("problem", row.title);
    data.set("detail", failure.detail);
    data.set("request_id", request.id);
    PageHead head = page_head(services, {request, Caller::public_, {}}, page_lang(request));
    head.title = row.title;
    head.is_unlisted = true;
    HttpResponse response = page(services, head, "error", std::move(data), row.status);
    if (row.status == 429 || row.status == 503) response.set("Retry-After", "60");
    if (row.status == 401) response.set("WWW-Authenticate", "Bearer");
    return response;
}

}  // namespace kb
