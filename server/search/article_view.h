// SPDX-License-Identifier: GPL-2.0-or-later
// An article as a page shows it, and which other articles stand near it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/search/index_reader.h"
#include "server/search/searcher.h"

namespace kb {

// Links of stored HTML as a reader of this catalog may follow them; a link to an
// article the catalog does not have becomes plain text.
std::string resolve_links(std::string_view html, const Catalog& catalog);

// A section's Markdown source, cleaned in the same way.
std::string quotable_markdown(std::string_view section, std::string_view article_path,
                              const Catalog& catalog);

ArticleView view_of(const IndexReader& reader, ArticleIndex article);

// Writers' choices first, then the nearest by rare words; same language, never the article itself.
std::vector<ArticleCard> related_to(const IndexReader& reader, ArticleIndex article, std::size_t limit);

}  // namespace kb
