// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/facets.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace kb {

namespace {

using Counts = std::unordered_map<std::string_view, int>;

// The commonest first, of equals by name; the empty one is none.
std::vector<FacetValue> in_order(const Counts& counts) {
    std::vector<FacetValue> values;
    for (const auto& [name, count] : counts)
        if (!name.empty()) values.push_back({std::string(name), std::string(name), count});
    std::sort(values.begin(), values.end(), [](const FacetValue& a, const FacetValue& b) {
        return a.count != b.count ? a.count > b.count : a.value < b.value;
    });
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
    Facets facets{in_order(categories), in_order(types), in_order(langs)};
    for (auto& value : facets.categories) {
        const auto found = std::find_if(catalog.categories.begin(), catalog.categories.end(),
                                        [&](const Category& category) { return category.id == value.value; });
        if (found != catalog.categories.end()) value.title = found->title;
    }
    return facets;
}

}  // namespace kb
