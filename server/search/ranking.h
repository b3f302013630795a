// SPDX-License-Identifier: GPL-2.0-or-later
// From a Question to articles in order: three searches, one sum, a second look at the best.
#pragma once

#include <cstddef>
#include <vector>

#include "server/search/index_reader.h"
#include "server/search/question.h"
#include "server/search/rank_features.h"
#include "server/search/rank_model.h"
#include "server/search/ranking_weights.h"
#include "server/search/word_set.h"
#include "stemming/analyzer.h"

namespace kb {

// How much of a question is met, each word counted by its weight and rarity; 0–1.
struct Coverage {
    double article = 0;   // anywhere in the article
    double section = 0;   // in its best section
    double name = 0;      // in its best name (title, alias, heading)
    double synonyms = 0;  // of the article's share: what only synonyms of the words meet
};

// What the three sums say of an article. Hundreds are found, and only the best of them become a
// RankedArticle.
struct FoundArticle {
    double score = 0;
    double name = 0, whole = 0, section = 0;  // the three BM25 sums
    double agreement = 0;                     // mean of 1 / place in the three orders; 1: first in all
    ArticleIndex article = kNoArticle;
    DocId best_section = 0;  // 0: none matched
    DocId best_name = 0;
    int sections_found = 0;
    bool has_code = false;  // one of the question that few articles have
};

struct RankedArticle : FoundArticle {
    RankedArticle() = default;
    explicit RankedArticle(const FoundArticle& found) : FoundArticle(found) {}

    Coverage coverage;
    WordSet words;                            // of the question: which the article has
    WordSet words_in_section, words_in_name;  // which its best section and best name have
    RankFeatures features;                    // of the best candidates
    bool is_pinned = false;
    double case_vote = 0;  // of solved cases, −1 … 1 (cases.h)
    int solved_cases = 0;  // that speak for it
    WordSet case_words;    // of the question: which they have
};

struct RankOptions {
    std::size_t depth = 100;                    // articles looked at a second time
    ArticleFilter filter;                       // null: all
    std::function<double(ArticleIndex)> prior;  // factor of an article's score; null: 1
    Analyzer* analyzer = nullptr;               // null: without the third look
    const RankModel* model = nullptr;           // null: the one that ships
};

struct Ranking {
    std::vector<RankedArticle> articles;  // best first
    std::size_t found = 0;  // articles that matched at all (at least; counting stops at the search depth)
    double belonging = 0;  // log odds that the base has the answer; set by the one who needs it (belonging.h)
    double question_mass = 0;  // sum of the words' rarity and weight: what there is to cover
};

Ranking rank(const Question& question, const IndexReader& reader, const RankingWeights& weights,
             const RankOptions& options);

}  // namespace kb
