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
    auto card = home.services.searcher.card(home.caller, id);
    if (!card) return std::nullopt;
    if (card->lang != lang_code(home.lang.lang)) {
        auto other = translation_of(home.services, home.caller, *card);
        if (other && other->lang == lang_code(home.lang.lang)) return other;
    }
    return card;
}

bool has_card(const std::vector<ArticleCard>& cards, const std::string& id) {
    return std::any_of(cards.begin(), cards.end(), [&](const ArticleCard& card) { return card.id == id; });
}

// Adds those of them that this caller may see, each once: an article and its translation are one.
void add_cards(std::vector<ArticleCard>& cards, const Home& home, const std::vector<std::string>& ids) {
    for (const std::string& id : ids) {
        const auto card = card_in_lang(home, id);
        if (card && !has_card(cards, card->id)) cards.push_back(*card);
    }
}

// On the English page what is in English comes first, and all of it, before Russian articles fill the rest.
std::vector<PageData> links_to(const Home& home, std::vector<ArticleCard> cards) {
    const std::string own_lang(lang_code(home.lang.lang));
    const auto foreign = std::stable_partition(
        cards.begin(), cards.end(), [&](const ArticleCard& card) { return card.lang == own_lang; });
    if (home.lang.lang == Lang::en) {
        std::vector<ArticleCard> own(cards.begin(), foreign);
        for (const ArticleCard& card : home.services.searcher.list(home.caller, ""))
            if (card.lang == own_lang && !has_card(own, card.id)) own.push_back(card);
        own.insert(own.end(), foreign, cards.end());
        cards = std::move(own);
    }
    if (cards.size() > kPopular) cards.resize(kPopular);
    std::vector<PageData> links;
    for (const ArticleCard& card : cards) links.push_back(link_data(card, home.lang));
    return links;
}

std::vector<ArticleCard> most_viewed(const Home& home) {
    std::vector<ArticleCard> cards;
    try_quietly([&] {
        add_cards(cards, home,
                  home.services.analytics.most_viewed(static_cast<int>(kPopular),
                                                      unix_seconds(home.services.clock)));
    });
    return cards;
}

// The first article of each topic in the page's language, else in Russian.
std::vector<PageData> first_of_topics(const Home& home, const CategoryTree& tree) {
    std::vector<PageData> links;
    for (const CategoryTree::Row* row : tree.children("")) {
        const CardRange cards = home.services.searcher.list(home.caller, row->category.id);
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

// What people read most, and the team's own choice below it; else something of everything. While hardly
// anybody has read anything, there is nothing that people «often» look for.
void set_popular(PageData& data, const Home& home, const CategoryTree& tree) {
    std::vector<ArticleCard> cards = most_viewed(home);
    const bool is_known = cards.size() >= kPopular / 2;
    if (!is_known) cards.clear();
    add_cards(cards, home, home.services.config.start_with);
    data.set("popular_title",
             home.services.site.texts().get(home.lang.lang, is_known ? "popular_title" : "start_title"));
    set_list(data, "popular", cards.empty() ? first_of_topics(home, tree) : links_to(home, std::move(cards)));
}

std::vector<PageData> recent(const Home& home) {
    std::vector<PageData> links;
    for (const ArticleCard& card : home.services.searcher.recent(home.caller, lang_code(home.lang.lang)))
        if (links.size() < kRecent) links.push_back(link_data(card, home.lang));
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
