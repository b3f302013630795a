// SPDX-License-Identifier: GPL-2.0-or-later
// Variables in what an article's header says in words: title, summary, aliases, questions to ask and the
// like.
#pragma once

#include <set>
#include <string>

#include "indexer/article.h"
#include "indexer/front_matter_block.h"
#include "indexer/shared_parts.h"
#include "stemming/diagnostic.h"

namespace kb {

// Puts the variables' values into the words of `article`'s header, adds their keys to `uses` and tells of
// unknown ones, of blocks, which only a text may hold, and of variables where a name must stay what it is
// (id, slug, category and the like), by the lines of `block`. A template's {{name}} stay places for an agent.
void put_values_in(const FrontMatterBlock& block, const SharedParts& parts, Article& article,
                   std::set<std::string>& uses, Diagnostics& diagnostics);

}  // namespace kb
