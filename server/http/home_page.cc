// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>

#include "server/clock.h"
#include "server/config.h"
#include "server/http/page_handlers.h"
#include "server/http/page_layout.h"
#include "server/store/analytics_store.h"

namespace kb {
namespace {

constexpr int kPopular = 8;

PageData link_data(const ArticleCard& card) {
    PageData link;
    link.set("url", card.url);
    link.set("title", card.title);
    set_text(link, "foreign_lang", card.lang == "ru" ? "" : card.lang);
    return link;
}

// Those of them that this caller may see.
std::vector<PageData> links_to(const std::vector<std::string>& ids, const Services& services, Caller caller) {
    std::vector<PageData> links;
    for (const std::string& id : ids) {
        if (links.size() == kPopular) break;
        if (const auto view = services.searcher.article(caller, id)) links.push_back(link_data(view->card));
    }
    return links;
}

std::vector<PageData> most_viewed(const Services& services, Caller caller) {
    std::vector<std::string> ids;
    try_quietly([&] { ids = services.analytics.most_viewed(kPopular, unix_seconds(services.clock)); });
    return links_to(ids, services, caller);
}

// The first article of each topic in Russian.
std::vector<PageData> first_of_topics(const Services& services, Caller caller, const CategoryTree& tree) {
    std::vector<PageData> links;
    for (const CategoryTree::Row* row : tree.children("")) {
        const std::vector<ArticleCard> cards = services.searcher.list(caller, row->category.id);
        const auto first = std::find_if(cards.begin(), cards.end(),
                                        [](const ArticleCard& card) { return card.lang == "ru"; });
        if (first != cards.end() && links.size() < kPopular) links.push_back(link_data(*first));
    }
    return links;
}

// The team's own choice, else something of everything.
std::vector<PageData> first_steps(const Services& services, Caller caller, const CategoryTree& tree) {
    std::vector<PageData> links = links_to(services.config.start_with, services, caller);
    return links.empty() ? first_of_topics(services, caller, tree) : links;
}

// While hardly anybody has read anything, there is nothing that people «often» look for.
void set_popular(PageData& data, const Services& services, Caller caller, const CategoryTree& tree) {
    std::vector<PageData> links = most_viewed(services, caller);
    const bool is_known = links.size() >= kPopular / 2;
    data.set("popular_title", is_known ? "Часто ищут" : "С чего начать");
    set_list(data, "popular", is_known ? links : first_steps(services, caller, tree));
}

}  // namespace

HttpResponse get_home_page(const Services& services, const Exchange& exchange) {
    const CategoryTree tree(services.searcher, exchange.caller);
    PageData data;
    set_popular(data, services, exchange.caller, tree);
    set_list(data, "categories", tree.topics());
    PageHead head;
    head.is_home = true;
    head.description = "Ответы на частые вопросы: найдите свой или опишите, что случилось.";
    return page(services, head, "home", std::move(data));
}

}  // namespace kb
