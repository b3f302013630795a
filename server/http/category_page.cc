// SPDX-License-Identifier: GPL-2.0-or-later
#include <map>

#include "server/http/page_handlers.h"
#include "server/http/page_layout.h"

namespace kb {
namespace {

// Articles of the category itself first, then those of each one below it under its title.
std::vector<PageData> groups(const Services& services, Caller caller, const CategoryTree& tree,
                             const std::string& id) {
    std::map<std::string, std::vector<PageData>> by_category;
    for (const ArticleCard& card : services.searcher.list(caller, id)) {
        by_category[card.category].push_back(card_data(card));
    }
    std::vector<PageData> out;
    const auto add = [&](const std::string& category) {
        const auto found = by_category.find(category);
        if (found == by_category.end()) return;
        PageData group;
        set_text(group, "group_title", category == id ? "" : tree.title(category));
        group.set("group_url", category_url(category));
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
    const CategoryTree tree(services.searcher, exchange.caller);
    const CategoryTree::Row* row = tree.find(exchange.argument);
    if (row == nullptr) throw HttpError(Refusal::not_found, "Такой темы нет.");
    const std::string& id = row->category.id;
    PageData data;
    data.set("title", tree.title(id));
    set_text(data, "lead", row->category.description);
    data.set("crumbs", tree.crumbs(id, false));
    std::vector<PageData> chips;
    for (const CategoryTree::Row* child : tree.children(id)) {
        PageData chip;
        chip.set("url", category_url(child->category.id));
        chip.set("title", tree.title(child->category.id));
        chip.set("count", std::to_string(child->count));
        chips.push_back(std::move(chip));
    }
    set_list(data, "children", chips);
    set_list(data, "groups", groups(services, exchange.caller, tree, id));
    PageHead head;
    head.title = tree.title(id);
    head.description = row->category.description;
    return page(services, head, "category", std::move(data));
}

}  // namespace kb
