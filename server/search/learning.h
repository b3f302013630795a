// SPDX-License-Identifier: GPL-2.0-or-later
// From judged bases to a rank model, and how far it can be trusted on questions and bases it has not seen.
#pragma once

#include <string>
#include <vector>

#include "server/search/lambda_mart.h"
#include "server/search/ranking_weights.h"
#include "server/search/relevance_metrics.h"

namespace kb {

struct JudgedBase {
    std::string name;
    std::string index_dir;
    std::vector<JudgedQuery> queries;
    Judgements judgements;
    double weight = 1;  // of each question, when it is learnt from
};

struct LearntList {
    JudgedList list;
    std::string base;
    std::size_t fold = 0;  // by the answer, so that no answer is both learnt from and tested with
};

inline constexpr std::size_t kFolds = 5;

// Asks every question without a model. Throws IndexError.
std::vector<LearntList> read_lists(const JudgedBase& base, const RankingWeights& weights);

struct LearningRow {
    std::string base;
    std::size_t questions = 0;
    struct Score {
        double ndcg10 = 0, success3 = 0;
    };
    Score without;      // the weighted sum alone
    Score folds;        // learnt from the other four fifths
    Score other_bases;  // learnt from the other bases only
    Score all;          // learnt from everything, these questions too
};

struct Learning {
    RankModel model;
    std::vector<LearningRow> rows;
};

// Some seconds per thousand questions.
Learning learn(const std::vector<LearntList>& lists, const LearnOptions& options);

}  // namespace kb
