// SPDX-License-Identifier: GPL-2.0-or-later
// Of the articles found, how many stand in each category, type and language.
#pragma once

#include <string_view>
#include <vector>

#include "server/search/catalog.h"
#include "server/search/ranking.h"
#include "server/search/searcher.h"

namespace kb {

// Fills the traits of the catalog's articles, and the names that they number. Its articles, their documents
// and its categories are there already.
void add_traits(Catalog& catalog);

Facets count_facets(const std::vector<RankedArticle>& articles, const Catalog& catalog);

// Whether an article stands in `category` or below it; "" holds everything.
bool is_in_category(std::string_view article_category, std::string_view category);

}  // namespace kb
