// SPDX-License-Identifier: GPL-2.0-or-later
// A text that is in no index yet, as the article its readers would see.
#pragma once

#include "indexer/article.h"
#include "server/search/searcher.h"
#include "server/writing/article_folder.h"

namespace kb {

// Links lead to the articles of the folder, drafts too; pictures come from the workshop.
ArticleView draft_view(const Article& article, ArticleFolder& folder);

}  // namespace kb
