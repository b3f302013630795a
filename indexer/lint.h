// SPDX-License-Identifier: GPL-2.0-or-later
// What is wrong with articles that parsed well: one article by itself, or a base as a whole. Reads no disk;
// every rule is a row of a table in lint.cc (one article) or lint_base.cc (the base).
#pragma once

#include <string_view>
#include <vector>

#include "indexer/article.h"
#include "indexer/article_tree.h"
#include "indexer/base_files.h"
#include "stemming/diagnostic.h"

namespace kb {

// `today` is YYYY-MM-DD; empty: no date is past.
Diagnostics lint_article(const Article& article, std::string_view today = {});

// A whole base. `categories` may be empty: then no category is unknown.
struct LintBase {
    const std::vector<Article>& articles;
    const ArticleTree& tree;
    const std::vector<Category>& categories;
    const std::vector<Redirect>& redirects;
};

// Only what needs more than one article or file; lint_article says the rest.
Diagnostics lint_base(const LintBase& base);

}  // namespace kb
