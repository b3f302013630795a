// SPDX-License-Identifier: GPL-2.0-or-later
#include <map>
#include <set>

#include "server/http/page_handlers.h"
#include "server/http/page_layout.h"

namespace kb {
namespace {

// One card for an article and its translations: the one in the page's language where there is one.
std::vector<ArticleCard> in_lang_first(std::vector<ArticleCard> cards, const PageLang& lang) {
    std::set<std::string> spoken;  // ids without «.en» that have a card in the page's language
    const auto name_of = [](const ArticleCard& card) {
        const std::string suffix = "." + card.lang;
        return card.id.ends_with(suffix) ? card.id.substr(0, card.id.size() - suffix.size()) : card.id;
    };
    for (const ArticleCard& card : cards)
        if (card.lang == lang_code(lang.lang)) spoken.insert(name_of(card));
    std::erase_if(cards, [&](const ArticleCard& card) {
        return card.lang != lang_code(lang.lang) && spoken.contains(name_of(card));
    });
    return cards;
}

// Articles of the category itself first, then those of each one below it under its title.
std::vector<PageData> groups(const Services& services, Caller caller, const CategoryTree& tree,
                             const std::string& id) {
    std::map<std::string, std::vector<PageData>> by_category;
    for (const ArticleCard& card : in_lang_first(services.searcher.list(caller, id), tree.lang())) {
        by_category[card.category].push_back(card_data(card, tree.lang()));
    }
    std::vector<PageData> out;
    const auto add = [&](const std::string& category) {
        const auto found = by_category.find(category);
        if (found == by_category.end()) return;
        PageData group;
        set_text(group, "group_title", category == id ? "" : tree.title(category));
        group.set("group_url", tree.lang().link(category_url(category)));
        set_list(group, "cards", found->second);
        out.push_back(std::move(group));
        by_category.erase(found);
    };
    add(id);
    for (const CategoryTree::Row* child : tree.children(id)) add(child->category.id);
    while (!by_category.empty()) add(std::string(by_category.begin()->first));
    return out;
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
    set_list(data, "groups", groups(services, exchange.caller, tree, id));
    PageHead head = page_head(services, exchange, tree.lang());
    head.title = tree.title(id);
    head.description = lead;
    return page(services, head, "category", std::move(data));
}

}  // namespace kb
