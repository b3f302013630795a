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

// What both have in common, for others that rank.
RankOptions options_for(const Question& question, const Catalog& catalog, ArticleFilter filter,
                        TextTools& tools);
void drop_tail(Ranking& ranking);  // what is noise beside the best
// The article a writer pinned for this question comes first.
void apply_pins(std::string_view query, const IndexReader& reader, TextTools& tools,
                const ArticleFilter& filter, Ranking& ranking);
bool is_template_near_enough(const RankedArticle& ranked, std::size_t place, const Ranking& ranking);

// Ranking alone, without a verdict, as `kb-server eval` scores it: article paths, best first.
enum class AskMode { search, suggest };
std::vector<std::string> ranked_paths(AskMode mode, const std::string& text, std::size_t limit,
                                      const IndexReader& reader, const RankingWeights& weights,
                                      TextTools& tools, const CaseSnapshot* cases = nullptr);

// What a rank model learns from: the order without it, the best candidates measured.
Ranking rank_without_model(AskMode mode, const std::string& text, const IndexReader& reader,
                           const RankingWeights& weights, TextTools& tools);

// What suggest decides from, without solved cases; confidence is learnt from it.
struct AskedTicket {
    Question question;
    Ranking ranking;
};
AskedTicket rank_ticket(const std::string& text, const IndexReader& reader, const RankingWeights& weights,
                        TextTools& tools);

}  // namespace kb
