// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/facets.h"

#include <algorithm>
#include <string_view>

namespace kb {

namespace {

// The commonest first, of equals by name; the empty one is none.
std::vector<FacetValue> count(std::vector<std::string_view>& names) {
    std::sort(names.begin(), names.end());
    std::vector<FacetValue> values;
    for (std::size_t i = 0; i < names.size();) {
        const std::string_view name = names[i];
        const std::size_t begin = i;
        while (i < names.size() && names[i] == name) ++i;
        if (!name.empty())
            values.push_back({std::string(name), std::string(name), static_cast<int>(i - begin)});
    }
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
    std::vector<std::string_view> categories, types, langs;
    for (auto* names : {&categories, &types, &langs}) names->reserve(articles.size());
    for (const auto& ranked : articles) {
        const auto& article = catalog.articles[ranked.article].record.article;
        categories.emplace_back(article.category);
        types.emplace_back(type_name(article.type));
        langs.emplace_back(article.lang);
    }
    Facets facets{count(categories), count(types), count(langs)};
    for (auto& value : facets.categories) {
        const auto found = std::find_if(catalog.categories.begin(), catalog.categories.end(),
                                        [&](const Category& category) { return category.id == value.value; });
        if (found != catalog.categories.end()) value.title = found->title;
    }
    return facets;
}

}  // namespace kb
