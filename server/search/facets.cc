// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/facets.h"

#include <algorithm>
#include <string_view>

namespace kb {

namespace {

// What `value` gives for the articles, with the titles of the categories among them.
template <typename Value>
FacetNames names_of(const Catalog& catalog, const Value& value, const std::vector<Category>& titles = {}) {
    std::vector<std::string_view> values;
    for (const auto& article : catalog.articles) values.push_back(value(article.record.article));
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    FacetNames names;
    for (const auto one : values) {
        const auto known = std::find_if(titles.begin(), titles.end(),
                                        [&](const Category& category) { return category.id == one; });
        names.push_back(std::make_shared<const FacetName>(
            FacetName{std::string(one), known == titles.end() ? std::string(one) : known->title}));
    }
    return names;
}

std::uint32_t place_of(std::string_view value, const FacetNames& names) {
    const auto at = std::lower_bound(names.begin(), names.end(), value,
                                     [](const auto& name, std::string_view v) { return name->value < v; });
    return static_cast<std::uint32_t>(at - names.begin());
}

// The commonest first, of equals by name; the empty one is none.
std::vector<FacetValue> in_order(const FacetNames& names, const std::vector<int>& counts) {
    std::vector<FacetValue> values;
    for (std::size_t place = 0; place < names.size(); ++place)
        if (counts[place] > 0 && !names[place]->value.empty())
            values.push_back({names[place], counts[place]});
    std::stable_sort(values.begin(), values.end(),
                     [](const FacetValue& a, const FacetValue& b) { return a.count > b.count; });
    return values;
}

std::string_view category_of(const Article& article) { return article.category; }
std::string_view type_of(const Article& article) { return type_name(article.type); }
std::string_view lang_of(const Article& article) { return article.lang; }

}  // namespace

bool is_in_category(std::string_view article_category, std::string_view category) {
    if (category.empty() || article_category == category) return true;
    return article_category.size() > category.size() && article_category.starts_with(category) &&
           article_category[category.size()] == '/';
}

void add_traits(Catalog& catalog) {
    catalog.article_categories = names_of(catalog, category_of, catalog.categories);
    catalog.article_types = names_of(catalog, type_of);
    catalog.article_langs = names_of(catalog, lang_of);
    catalog.traits.clear();
    for (const auto& article : catalog.articles) {
        const auto& shown = article.record.article;
        catalog.traits.push_back({article.whole, article.title,
                                  place_of(category_of(shown), catalog.article_categories),
                                  place_of(type_of(shown), catalog.article_types),
                                  place_of(lang_of(shown), catalog.article_langs)});
    }
}

Facets count_facets(const std::vector<RankedArticle>& articles, const Catalog& catalog) {
    std::vector<int> categories(catalog.article_categories.size());
    std::vector<int> types(catalog.article_types.size());
    std::vector<int> langs(catalog.article_langs.size());
    for (const auto& ranked : articles) {
        const auto& traits = catalog.traits[ranked.article];
        ++categories[traits.category];
        ++types[traits.type];
        ++langs[traits.lang];
    }
    return {in_order(catalog.article_categories, categories), in_order(catalog.article_types, types),
            in_order(catalog.article_langs, langs)};
}

}  // namespace kb
