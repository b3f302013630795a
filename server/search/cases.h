// SPDX-License-Identifier: GPL-2.0-or-later
// The voice of solved cases: questions like this one vote for the articles that solved them. A case
// whose article the reader does not hold says nothing, neither by its vote nor by its words.
#pragma once

#include <memory>
#include <vector>

#include "server/search/case_base.h"
#include "server/search/index_reader.h"
#include "server/search/question.h"
#include "server/search/ranking.h"
#include "server/search/ranking_weights.h"
#include "server/search/searcher.h"

namespace kb {

struct NearCase {
    std::shared_ptr<const CaseSegment> segment;
    CaseSegment::Row row = 0;
    ArticleIndex article = kNoArticle;
    double similarity = 0;  // 0–1; 1: the same words
    WordSet words;          // of the question: which the case has

    const CaseSegment::Kept& kept() const { return segment->rows()[row]; }
};

struct CaseVote {
    ArticleIndex article = kNoArticle;
    double vote = 0;       // −1 … 1; below 0: it was tried and did not help
    double against = 0;    // of cases that ended badly
    double weight = 0;     // sum of what its cases are worth
    int solved = 0;        // cases near enough to speak for it
    bool is_same = false;  // one of them is the question over again
    WordSet words;         // of the question: which its cases have
};

struct CaseRanking {
    Ranking ranking;
    std::vector<NearCase> nearest;  // most alike first
};

// rank() with the votes in it; may bring articles that no word found. `snapshot` may be null.
CaseRanking rank_with_cases(const Question& question, const IndexReader& reader,
                            const RankingWeights& weights, const RankOptions& options,
                            const CaseSnapshot* snapshot);

// The same of a ranking that was made with the same arguments.
CaseRanking with_cases(Ranking ranking, const Question& question, const IndexReader& reader,
                       const RankingWeights& weights, const RankOptions& options,
                       const CaseSnapshot& snapshot);

// Solved cases for an agent to read, most alike first, at most kSimilarCases.
inline constexpr std::size_t kSimilarCases = 5;
std::vector<SimilarCase> similar_cases(const CaseRanking& found, const Catalog& catalog);

}  // namespace kb
