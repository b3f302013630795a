// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <array>

#include "server/http/article_links.h"
#include "server/http/page_handlers.h"
#include "server/http/page_layout.h"
#include "server/http/site.h"
#include "server/search/near_addresses.h"

namespace kb {
namespace {

constexpr std::size_t kOffers = 5;

// One article in two languages is offered once, in the language that came nearer.
void offer(std::vector<ArticleCard>& cards, const ArticleCard& card) {
    const bool is_there = std::any_of(cards.begin(), cards.end(), [&](const ArticleCard& other) {
        return other.id == card.id || are_translations(other, card);
    });
    if (!is_there && cards.size() < kOffers) cards.push_back(card);
}

// What stands near the address first, then what a search for its words finds.
std::vector<PageData> offers(const Services& services, const Exchange& exchange, const PageLang& lang,
                             const std::vector<ArticleCard>& near) {
    std::vector<ArticleCard> cards;
    for (const ArticleCard& card : near) offer(cards, card);
    SearchRequest request;
    request.query = words_of_address(exchange.request.path);
    request.limit = static_cast<int>(2 * kOffers);
    const bool says_something = request.query.find_first_not_of(' ') != std::string::npos;
    if (!says_something || !services.searcher.is_ready()) return cards_data(cards, lang);
    const SearchAnswer answer = services.searcher.search(exchange.caller, request);
    if (!answer.is_confident) return cards_data(cards, lang);  // a stranger's article is worse than none
    for (const Hit& hit : answer.hits) offer(cards, hit.article);
    return cards_data(cards, lang);
}

std::string title_key(int status) {
    static constexpr std::array<int, 8> kNamed{401, 403, 413, 414, 422, 429, 500, 503};
    const bool is_named = std::find(kNamed.begin(), kNamed.end(), status) != kNamed.end();
    return "refused_" + (is_named ? std::to_string(status) : std::string("other"));
}

}  // namespace

HttpResponse not_found_page(const Services& services, const Exchange& exchange) {
    PageData data;
    PageHead head = page_head(services, exchange, page_lang(exchange.request));
    const NearAddresses near = services.searcher.near(exchange.caller, exchange.request.path);
    const CategoryTree tree(services, exchange.caller, head.lang);
    std::vector<PageData> topics;
    const bool wants_topic = exchange.request.path.starts_with("/c/") || near.articles.empty();
    for (const std::string& id : near.categories) {
        const CategoryTree::Row* row = tree.find(id);
        if (wants_topic && row != nullptr) topics.push_back(tree.topic(*row, false));
    }
    set_list(data, "hits", offers(services, exchange, head.lang, near.articles));
    set_list(data, "topics", topics);
    head.title = services.site.texts().get(head.lang.lang, "not_found_title");
    head.is_unlisted = true;
    return page(services, head, "not_found", std::move(data), 404);
}

HttpResponse error_page(const Services& services, const HttpRequest& request, const Failure& failure) {
    const RefusalRow& row = refusal_row(failure.refusal);
    PageData data;
    data.set("status", std::to_string(row.status));
    const Lang lang = page_lang(request).lang;
    const PageTexts& texts = services.site.texts();
    const std::string title = texts.get(lang, title_key(row.status));
    data.set("problem", title);
    // What exactly is wrong is said in Russian only; which command mends it is nothing to a customer.
    const bool says_what = lang == Lang::ru && failure.refusal != Refusal::not_ready;
    set_text(data, "detail",
             says_what                                ? failure.detail
             : row.status == 429 || row.status >= 500 ? texts.get(lang, "refused_lead")
                                                      : "");
    data.set("request_id", request.id);
    PageHead head = page_head(services, {request, Caller::public_, {}}, page_lang(request));
    head.title = title;
    head.is_unlisted = true;
    HttpResponse response = page(services, head, "error", std::move(data), row.status);
    if (row.status == 429 || row.status == 503) response.set("Retry-After", "60");
    if (row.status == 401) response.set("WWW-Authenticate", "Bearer");
    return response;
}

}  // namespace kb
