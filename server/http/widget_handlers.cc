// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/widget_handlers.h"

#include <algorithm>

#include "server/config.h"
#include "server/http/errors.h"
#include "server/http/events.h"
#include "server/http/json.h"
#include "server/http/page_layout.h"
#include "server/http/params.h"
#include "server/http/site.h"
#include "server/http/ticket_handlers.h"

namespace kb {
namespace {

constexpr int kShown = 8;
constexpr int kSuggestions = 3;
constexpr int kLookedAt = 50;  // of which those in the collections are shown

// The collections this page asks for among those it may have. A category stands for what is below it too.
class Collections {
public:
    Collections(const WidgetSettings& widget, std::string_view wished) : allowed_(widget.collections) {
        while (!wished.empty()) {
            const std::string_view one = wished.substr(0, wished.find(','));
            wished.remove_prefix(std::min(wished.size(), one.size() + 1));
            if (!one.empty()) wished_.emplace_back(one);
        }
    }

    bool has(std::string_view category) const {
        return is_in(allowed_, category) && is_in(wished_, category);
    }
    // When there is one that says all: the search itself can be narrowed to it.
    std::string only() const {
        if (wished_.size() == 1 && is_in(allowed_, wished_[0])) return wished_[0];
        return wished_.empty() && allowed_.size() == 1 ? allowed_[0] : std::string();
    }

private:
    static bool is_in(const std::vector<std::string>& list, std::string_view category) {
        return list.empty() || std::any_of(list.begin(), list.end(), [&](const std::string& one) {
                   return category == one || (category.starts_with(one) && category[one.size()] == '/');
               });
    }

    const std::vector<std::string>& allowed_;
    std::vector<std::string> wished_;
};

Collections collections_of(const Services& services, const Exchange& exchange) {
    return {services.config.widget, value_or(exchange.request.query, "in")};
}

HttpResponse json_response(std::string body) {
    HttpResponse response{200, "application/json", std::move(body), {}};
    response.set("Cache-Control", "no-store");
    return response;
}

template <class Hits>
void keep(Hits& hits, const Collections& collections, std::size_t most) {
    std::erase_if(hits, [&](const Hit& hit) { return !collections.has(hit.article.category); });
    if (hits.size() > most) hits.resize(most);
}

}  // namespace

HttpResponse get_widget_search(const Services& services, const Exchange& exchange) {
    const Collections collections = collections_of(services, exchange);
    SearchRequest request = search_request(exchange.request.query);
    request.category = collections.only();
    request.offset = 0;
    request.limit = kLookedAt;
    SearchAnswer answer = services.searcher.search(Caller::public_, request);
    keep(answer.hits, collections, kShown);
    answer.total = static_cast<int>(answer.hits.size());
    answer.facets = {};
    return json_response(search_json(request, answer));
}

HttpResponse get_widget_page_articles(const Services& services, const Exchange& exchange) {
    const Collections collections = collections_of(services, exchange);
    std::vector<ArticleCard> cards =
        services.searcher.for_page(Caller::public_, value_or(exchange.request.query, "url"));
    std::erase_if(cards, [&](const ArticleCard& card) { return !collections.has(card.category); });
    if (cards.size() > kShown) cards.resize(kShown);
    return json_response(related_json(cards));
}

HttpResponse post_widget_suggest(const Services& services, const Exchange& exchange) {
    SuggestRequest request = parse_suggest_request(exchange.request.body);
    check_suggest_request(request);
    request.limit = 10;
    SuggestAnswer answer = services.searcher.suggest(Caller::public_, request);
    keep(answer.suggestions, collections_of(services, exchange), kSuggestions);
    note_suggest(services, Caller::public_, answer);
    return json_response(suggest_json(Caller::public_, answer));
}

HttpResponse post_widget_ticket(const Services& services, const Exchange& exchange) {
    return post_ticket(services, {exchange.request, Caller::public_, exchange.argument});
}

// A whole small document: the widget lets the browser parse it, which needs no trust in its text.
HttpResponse get_widget_article(const Services& services, const Exchange& exchange) {
    const auto view = services.searcher.article(Caller::public_, exchange.argument);
    if (!view || !collections_of(services, exchange).has(view->card.category))
        throw HttpError(Refusal::not_found, "Такой статьи нет.");
    note_view(services, exchange.request, view->card.id);
    PageData data;
    data.set("title", view->card.title);
    data.set("id", view->card.id);
    data.set("lang", view->card.lang);
    std::vector<PageData> sections;
    for (const RenderedSection& section : view->sections) {
        PageData item;
        const bool is_title = section.level <= 1 && section.title == view->card.title;
        set_text(item, "heading", is_title ? "" : section.title);
        item.set("anchor", section.anchor);
        item.set("html", section.html);
        sections.push_back(std::move(item));
    }
    set_list(data, "sections", sections);
    return {
        200, "text/html; charset=utf-8", render("widget_article", data, services.site.texts(), Lang::ru), {}};
}

HttpResponse get_widget_demo(const Services& services, const Exchange& exchange) {
    const PageLang lang = page_lang(exchange.request);
    PageHead head = page_head(services, exchange, lang);
    head.title = services.site.texts().get(lang.lang, "widget_title");
    head.is_unlisted = true;
    PageData data;
    data.set("site", base_url_of(services, exchange.request));
    data.set("is_allowed", PageData(!services.config.widget.origins.empty()));
    return page(services, head, "widget_demo", std::move(data));
}

}  // namespace kb
