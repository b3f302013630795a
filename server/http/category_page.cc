// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "server/http/page_handlers.h"
#include "server/http/page_layout.h"
#include "server/http/params.h"
#include "server/http/site.h"

namespace kb {
namespace {

constexpr std::size_t kCardsPerPage = 100;
constexpr int kLastOffset = 1'000'000;

// One card for an article and its translations: the one in the page's language where there is one. Points
// into `cards`.
CardRange::List in_lang_first(const CardRange& cards, const PageLang& lang) {
    std::set<std::string> spoken;  // ids without «.en» that have a card in the page's language
    const auto name_of = [](const ArticleCard& card) {
        const std::string suffix = "." + card.lang;
        return card.id.ends_with(suffix) ? card.id.substr(0, card.id.size() - suffix.size()) : card.id;
    };
    for (const ArticleCard& card : cards)
        if (card.lang == lang_code(lang.lang)) spoken.insert(name_of(card));
    CardRange::List kept;
    for (const ArticleCard& card : cards)
        if (card.lang == lang_code(lang.lang) || !spoken.contains(name_of(card))) kept.push_back(&card);
    return kept;
}

// Articles of the category itself first, then those of each one below it.
CardRange::List by_group(const CardRange::List& cards, const CategoryTree& tree, const std::string& id) {
    std::map<std::string, CardRange::List> by_category;
    for (const ArticleCard* card : cards) by_category[card->category].push_back(card);
    CardRange::List out;
    const auto add = [&](const std::string& category) {
        const auto found = by_category.find(category);
        if (found == by_category.end()) return;
        out.insert(out.end(), found->second.begin(), found->second.end());
        by_category.erase(found);
    };
    add(id);
    for (const CategoryTree::Row* child : tree.children(id)) add(child->category.id);
    while (!by_category.empty()) add(std::string(by_category.begin()->first));
    return out;
}

// Those of a page, each category's under its title.
std::vector<PageData> groups(const CardRange::List& cards, std::size_t begin, const CategoryTree& tree,
                             const std::string& id) {
    std::vector<PageData> out;
    const auto end = std::min(cards.size(), begin + kCardsPerPage);
    while (begin < end) {
        const std::string& category = cards[begin]->category;
        std::vector<PageData> group_cards;
        for (; begin < end && cards[begin]->category == category; ++begin)
            group_cards.push_back(card_data(*cards[begin], tree.lang()));
        PageData group;
        set_text(group, "group_title", category == id ? "" : tree.title(category));
        group.set("group_url", tree.lang().link(category_url(category)));
        set_list(group, "cards", group_cards);
        out.push_back(std::move(group));
    }
    return out;
}

void set_pages(PageData& data, std::size_t begin, std::size_t total, const CategoryTree& tree,
               const PageTexts& texts, const std::string& url) {
    const auto url_at = [&](std::size_t offset) {
        return tree.lang().link(offset == 0 ? url : fmt::format("{}?offset={}", url, offset));
    };
    data.set("has_pages", PageData(total > kCardsPerPage));
    set_text(data, "previous_url", begin > 0 ? url_at(begin - std::min(begin, kCardsPerPage)) : "");
    set_text(data, "next_url", begin + kCardsPerPage < total ? url_at(begin + kCardsPerPage) : "");
    data.set("page_text", texts.with(tree.lang().lang, "page_range",
                                     {{"from", std::to_string(begin + 1)},
                                      {"to", std::to_string(std::min(begin + kCardsPerPage, total))},
                                      {"total", std::to_string(total)}}));
}

}  // namespace

HttpResponse get_category_page(const Services& services, const Exchange& exchange) {
    const CategoryTree tree(services, exchange.caller, page_lang(exchange.request));
    const CategoryTree::Row* row = tree.find(exchange.argument);
    if (row == nullptr) throw HttpError(Refusal::not_found, "Такой темы нет.");
    const std::string& id = row->category.id;
    PageData data;
    const bool is_russian = tree.lang().lang == Lang::ru;
    const std::string lead = is_russian ? row->category.description : "";
    data.set("title_html", title_html(tree.title(id)));
    set_text(data, "foreign_lang", is_russian || !row->category.title_en.empty() ? "" : "ru");
    set_text(data, "lead", lead);
    data.set("crumbs", tree.crumbs(id, false));
    std::vector<PageData> chips;
    for (const CategoryTree::Row* child : tree.children(id)) {
        PageData chip;
        chip.set("url", tree.lang().link(category_url(child->category.id)));
        chip.set("title", tree.title(child->category.id));
        chip.set("count", std::to_string(child->count));
        chips.push_back(std::move(chip));
    }
    set_list(data, "children", chips);
    const CardRange all = services.searcher.list(exchange.caller, id);
    const CardRange::List cards = by_group(in_lang_first(all, tree.lang()), tree, id);
    const auto begin =
        static_cast<std::size_t>(int_param(exchange.request.query, "offset", 0, 0, kLastOffset));
    if (begin > 0 && begin >= cards.size()) throw HttpError(Refusal::not_found, "В этой теме меньше статей.");
    set_list(data, "groups", groups(cards, begin, tree, id));
    set_pages(data, begin, cards.size(), tree, services.site.texts(), category_url(id));
    PageHead head = page_head(services, exchange, tree.lang());
    head.title = tree.title(id);
    head.description = lead;
    return page(services, head, "category", std::move(data));
}

}  // namespace kb
