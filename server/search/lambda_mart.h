// SPDX-License-Identifier: GPL-2.0-or-later
// Learns a RankModel from judged questions. Used by `kb-server learn`, never while serving.
#pragma once

#include <cstddef>
#include <vector>

#include "server/search/rank_model.h"

namespace kb {

struct JudgedCandidate {
    RankFeatures features;  // log_score is what the model starts from
    double grade = 0;       // 0: not an answer
};

struct JudgedList {
    std::vector<JudgedCandidate> candidates;
    double ideal = 0;   // discounted gain of the best possible order; 0: no answer known
    double weight = 1;  // of the question among the others
};

struct LearnOptions {
    std::size_t trees = 60;
    std::size_t leaves = 8;
    std::size_t least_in_leaf = 300;  // candidates
    double rate = 0.1;
    double ridge = 0.5;  // added to a leaf's second derivatives
};

// Boosted trees by LambdaMART (Burges, "From RankNet to LambdaRank to LambdaMART", MSR-TR-2010-82): each
// tree is fitted to the gradients of nDCG@15 over pairs of candidates. The same input gives the same model.
RankModel learn_model(const std::vector<const JudgedList*>& lists, const LearnOptions& options);

// 2^grade − 1.
double gain_of(double grade);

// nDCG@10 of the order the model gives.
double ndcg10_of(const JudgedList& list, const RankModel& model);

// 1 when one of the first three is an answer.
double success3_of(const JudgedList& list, const RankModel& model);

}  // namespace kb
