// SPDX-License-Identifier: GPL-2.0-or-later
// Which articles say nearly the same, and which line tells them apart.
#pragma once

#include <optional>

#include "server/search/desk.h"
#include "server/search/index_reader.h"
#include "server/search/snippet.h"

namespace kb {

// True for two articles of one kind and language that a reader may take for each other: most words are the
// same, or the names are alike and the levels differ.
bool are_near(ArticleIndex one, ArticleIndex other, const IndexReader& reader);

// `other` beside `one`; lines are empty where nothing differs.
DeskVariant variant_of(ArticleIndex one, ArticleIndex other, const IndexReader& reader, TextTools& tools);

}  // namespace kb
