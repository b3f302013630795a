// SPDX-License-Identifier: GPL-2.0-or-later
// Which articles belong on a page of another site, by `suggest_for` of their front matter.
#pragma once

#include <string_view>
#include <vector>

#include "server/search/catalog.h"
#include "server/search/searcher.h"

namespace kb {

// «/cart*» fits "https://shop.example/cart/2?id=1", «shop.example/cart» only the page itself. The query and
// what stands after «#» do not count, «*» stands for any characters.
bool fits_page(std::string_view pattern, std::string_view page_url);

// Longest fitting pattern first, then by id.
std::vector<ArticleCard> articles_for_page(const Catalog& catalog, std::string_view page_url);

}  // namespace kb
