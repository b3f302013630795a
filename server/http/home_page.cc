// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>

#include "server/clock.h"
#include "server/config.h"
#include "server/http/article_links.h"
#include "server/http/page_handlers.h"
#include "server/http/page_layout.h"
#include "server/http/site.h"
#include "server/store/analytics_store.h"

namespace kb {
namespace {

constexpr std::size_t kPopular = 8;
constexpr std::size_t kRecent = 4;
constexpr std::int64_t kDay_s = 86'400;

struct Home {
    const Services& services;
    Caller caller;
    PageLang lang;
};

PageData link_data(const ArticleCard& card, const PageLang& lang) {
    PageData link = card_data(card, lang);
    link.set("iso", iso_time(card.changed_s));
    link.set("date", long_date(card.changed_s, lang.lang));
    return link;
}

// The article itself, or its translation into the page's language where there is one.
std::optional<ArticleCard> card_in_lang(const Home& home, const std::string& id) {
    const auto view = home.services.searcher.article(home.caller, id);
    if (!view) return std::nullopt;
    if (view->card.lang != lang_code(home.lang.lang)) {
        auto other = translation_of(home.services, home.caller, view->card);
        if (other && other->lang == lang_code(home.lang.lang)) return other;
    }
    return view->card;
}

// Those of them that this caller may see. On the English page what is in English comes first, and all
// of it, before Russian articles fill the rest.
std::vector<PageData> links_to(const Home& home, const std::vector<std::string>& ids) {
    std::vector<ArticleCard> own;
    std::vector<ArticleCard> others;
    for (const std::string& id : ids) {
        if (const auto card = card_in_lang(home, id))
            (card->lang == lang_code(home.lang.lang) ? own : others).push_back(*card);
    }
    if (home.lang.lang == Lang::en) {
        for (const ArticleCard& card : home.services.searcher.list(home.caller, "")) {
            const auto is_same = [&](const ArticleCard& other) { return other.id == card.id; };
            if (card.lang == "en" && std::none_of(own.begin(), own.end(), is_same)) own.push_back(card);
        }
    }
    own.insert(own.end(), others.begin(), others.end());
    if (own.size() > kPopular) own.resize(kPopular);
    std::vector<PageData> links;
    for (const ArticleCard& card : own) links.push_back(link_data(card, home.lang));
    return links;
}

std::vector<PageData> most_viewed(const Home& home) {
    std::vector<std::string> ids;
    try_quietly([&] {
        ids = home.services.analytics.most_viewed(static_cast<int>(kPopular),
                                                  unix_seconds(home.services.clock));
    });
    return links_to(home, ids);
}

// The first article of each topic in the page's language, else in Russian.
std::vector<PageData> first_of_topics(const Home& home, const CategoryTree& tree) {
    std::vector<PageData> links;
    for (const CategoryTree::Row* row : tree.children("")) {
        const std::vector<ArticleCard> cards = home.services.searcher.list(home.caller, row->category.id);
        const auto in = [&](std::string_view lang) {
            return std::find_if(cards.begin(), cards.end(),
                                [&](const ArticleCard& card) { return card.lang == lang; });
        };
        auto first = in(lang_code(home.lang.lang));
        if (first == cards.end()) first = in("ru");
        if (first != cards.end() && links.size() < kPopular) links.push_back(link_data(*first, home.lang));
    }
    return links;
}

// The team's own choice, else something of everything.
std::vector<PageData> first_steps(const Home& home, const CategoryTree& tree) {
    std::vector<PageData> links = links_to(home, home.services.config.start_with);
    return links.empty() ? first_of_topics(home, tree) : links;
}

// While hardly anybody has read anything, there is nothing that people «often» look for.
void set_popular(PageData& data, const Home& home, const CategoryTree& tree) {
    std::vector<PageData> links = most_viewed(home);
    const bool is_known = links.size() >= kPopular / 2;
    data.set("popular_title",
             home.services.site.texts().get(home.lang.lang, is_known ? "popular_title" : "start_title"));
    set_list(data, "popular", is_known ? links : first_steps(home, tree));
}

// Newest first. Once writers give the day themselves, the files' own times count no more: copying a
// folder renews them all. And when everything changed on one day, the dates say nothing.
std::vector<PageData> recent(const Home& home) {
    std::vector<ArticleCard> cards = home.services.searcher.list(home.caller, "");
    std::erase_if(cards, [&](const ArticleCard& card) { return card.lang != lang_code(home.lang.lang); });
    const bool has_days =
        std::any_of(cards.begin(), cards.end(), [](const auto& card) { return card.is_dated; });
    if (has_days) std::erase_if(cards, [](const auto& card) { return !card.is_dated; });
    if (cards.empty()) return {};
    const auto [oldest, newest] = std::minmax_element(
        cards.begin(), cards.end(),
        [](const ArticleCard& a, const ArticleCard& b) { return a.changed_s < b.changed_s; });
    if (newest->changed_s - oldest->changed_s < kDay_s) return {};
    const auto kept = std::min(cards.size(), kRecent);
    std::partial_sort(cards.begin(), cards.begin() + static_cast<std::ptrdiff_t>(kept), cards.end(),
                      [](const ArticleCard& a, const ArticleCard& b) {
                          return a.changed_s != b.changed_s ? a.changed_s > b.changed_s : a.title < b.title;
                      });
    cards.resize(kept);
    std::vector<PageData> links;
    for (const ArticleCard& card : cards) links.push_back(link_data(card, home.lang));
    return links;
}

}  // namespace

HttpResponse get_home_page(const Services& services, const Exchange& exchange) {
    const Home home{services, exchange.caller, front_page_lang(exchange.request)};
    const CategoryTree tree(services, exchange.caller, home.lang);
    PageData data;
    set_popular(data, home, tree);
    set_list(data, "recent", recent(home));
    set_list(data, "categories", tree.topics());
    PageHead head = page_head(services, exchange, home.lang);
    head.is_home = true;
    head.description = services.site.texts().get(home.lang.lang, "home_description");
    HttpResponse response = page(services, head, "home", std::move(data));
    response.set("Vary", "Accept-Language");
    return response;
}

}  // namespace kb
