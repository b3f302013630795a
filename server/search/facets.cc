// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/facets.h"

#include <algorithm>
#include <map>

namespace kb {

namespace {

using Counts = std::map<std::string, int>;

// The commonest first.
std::vector<FacetValue> to_values(const Counts& counts) {
    std::vector<FacetValue> values;
    for (const auto& [value, count] : counts)
        if (!value.empty()) values.push_back({value, value, count});
    std::stable_sort(values.begin(), values.end(),
                     [](const auto& a, const auto& b) { return a.count > b.count; });
    return values;
}

}  // namespace

bool is_in_category(std::string_view article_category, std::string_view category) {
    if (category.empty() || article_category == category) return true;
    return article_category.size() > category.size() && article_category.starts_with(category) &&
           article_category[category.size()] == '/';
}

Facets count_facets(const std::vector<RankedArticle>& articles, const Catalog& catalog) {
    Counts categories, types, langs;
    for (const auto& ranked : articles) {
        const auto& article = catalog.articles[ranked.article].record.article;
        ++categories[article.category];
        ++types[type_name(article.type)];
        ++langs[article.lang];
    }
    Facets facets{to_values(categories), to_values(types), to_values(langs)};
    for (auto& value : facets.categories) {
        const auto found = std::find_if(catalog.categories.begin(), catalog.categories.end(),
                                        [&](const Category& category) { return category.id == value.value; });
        if (found != catalog.categories.end()) value.title = found->title;
    }
    return facets;
}

}  // namespace kb
