// SPDX-License-Identifier: GPL-2.0-or-later
// The front page shows topics, popular and new articles; every article's page its topics' names; a page that
// is not there what stands near its address. Each is a look at all articles, tens of milliseconds at 7 000 of
// them: too long to be taken for each visitor.
#include "server/search/card_lists.h"

#include <algorithm>

#include "server/search/catalog.h"
#include "server/search/hit_builder.h"

namespace kb {

namespace {

constexpr std::int64_t kDay_s = 86'400;

// Calls `take` with the category and each one above it: "a/b" → "a/b", "a".
template <typename Take>
void each_above(std::string_view category, const Take& take) {
    while (!category.empty()) {
        take(std::string(category));
        const auto slash = category.rfind('/');
        category = slash == std::string_view::npos ? std::string_view() : category.substr(0, slash);
    }
}

// In the writers' order; categories that only articles name come after, as they are met.
std::vector<Searcher::CategoryCount> count_categories(const Catalog& catalog) {
    std::vector<Searcher::CategoryCount> out;
    std::unordered_map<std::string, std::size_t> places;
    for (const auto& category : catalog.categories) {
        places.emplace(category.id, out.size());
        out.push_back({category, 0});
    }
    for (const auto& article : catalog.articles) {
        each_above(article.record.article.category, [&](const std::string& id) {
            const auto [place, is_new] = places.try_emplace(id, out.size());
            if (is_new) out.push_back({Category{id, id, "", "", Audience::public_}, 0});
            ++out[place->second].count;
        });
    }
    std::erase_if(out, [](const auto& item) { return item.count == 0; });
    return out;
}

CardRange::List recent_of(const CardRange::List& newest, std::string_view lang) {
    CardRange::List all;
    for (const ArticleCard* card : newest)
        if (card->lang == lang) all.push_back(card);
    const auto is_dated = [](const ArticleCard* card) { return card->is_dated; };
    if (std::any_of(all.begin(), all.end(), is_dated)) std::erase_if(all, std::not_fn(is_dated));
    if (all.empty() || all.front()->changed_s - all.back()->changed_s < kDay_s) return {};
    std::stable_sort(all.begin(), all.end(), [](const ArticleCard* a, const ArticleCard* b) {
        return a->changed_s != b->changed_s ? a->changed_s > b->changed_s : a->title < b->title;
    });
    all.resize(std::min(all.size(), Searcher::kMostRecent));
    return all;
}

}  // namespace

const AddressNames& CardLists::names() const {
    std::call_once(are_named_, [this] {
        const CardRange all(std::shared_ptr<const CardRange::List>(std::shared_ptr<void>(), &by_title));
        names_ = address_names(all, categories);
    });
    return names_;
}

std::unique_ptr<const CardLists> make_card_lists(const Catalog& catalog) {
    auto lists = std::make_unique<CardLists>();
    lists->cards.reserve(catalog.articles.size());
    for (const auto& article : catalog.articles) lists->cards.push_back(card_of(article));
    for (const ArticleCard& card : lists->cards) lists->by_title.push_back(&card);
    lists->newest = lists->by_title;
    std::sort(lists->by_title.begin(), lists->by_title.end(), [](const ArticleCard* a, const ArticleCard* b) {
        return a->title != b->title ? a->title < b->title : a->id < b->id;
    });
    std::sort(lists->newest.begin(), lists->newest.end(), [](const ArticleCard* a, const ArticleCard* b) {
        return a->changed_s != b->changed_s ? a->changed_s > b->changed_s : a->id < b->id;
    });
    for (const ArticleCard* card : lists->by_title) {
        each_above(card->category, [&](const std::string& id) { lists->in_category[id].push_back(card); });
        if (!lists->recent.contains(card->lang))
            lists->recent[card->lang] = recent_of(lists->newest, card->lang);
    }
    lists->categories = count_categories(catalog);
    return lists;
}

}  // namespace kb
