// SPDX-License-Identifier: GPL-2.0-or-later
// The two big questions, each answered from one reader: search and suggest.
#pragma once

#include "server/search/index_reader.h"
#include "server/search/ranking_weights.h"
#include "server/search/searcher.h"
#include "server/search/snippet.h"

namespace kb {

SearchAnswer answer_search(const SearchRequest& request, const IndexReader& reader,
                           const RankingWeights& weights, TextTools& tools);

SuggestAnswer answer_suggest(const SuggestRequest& request, const IndexReader& reader,
                             const RankingWeights& weights, TextTools& tools);

// Ranking alone, without a verdict, as `kb-server eval` scores it: article paths, best first.
enum class AskMode { search, suggest };
std::vector<std::string> ranked_paths(AskMode mode, const std::string& text, std::size_t limit,
                                      const IndexReader& reader, const RankingWeights& weights,
                                      TextTools& tools);

}  // namespace kb
