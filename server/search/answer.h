// SPDX-License-Identifier: GPL-2.0-or-later
// The two big questions, each answered from one reader: search and suggest. `cases` may be null.
#pragma once

#include "server/search/case_base.h"
#include "server/search/index_reader.h"
#include "server/search/ranking.h"
#include "server/search/ranking_weights.h"
#include "server/search/searcher.h"
#include "server/search/snippet.h"

namespace kb {

SearchAnswer answer_search(const SearchRequest& request, const IndexReader& reader,
                           const RankingWeights& weights, TextTools& tools,
                           const CaseSnapshot* cases = nullptr);

SuggestAnswer answer_suggest(const SuggestRequest& request, const IndexReader& reader,
                             const RankingWeights& weights, TextTools& tools,
                             const CaseSnapshot* cases = nullptr);

// Ranking alone, without a verdict, as `kb-server eval` scores it: article paths, best first.
enum class AskMode { search, suggest };
std::vector<std::string> ranked_paths(AskMode mode, const std::string& text, std::size_t limit,
                                      const IndexReader& reader, const RankingWeights& weights,
                                      TextTools& tools, const CaseSnapshot* cases = nullptr);

// What a rank model learns from: the order without it, the best candidates measured.
Ranking rank_without_model(AskMode mode, const std::string& text, const IndexReader& reader,
                           const RankingWeights& weights, TextTools& tools);

}  // namespace kb
