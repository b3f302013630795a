// SPDX-License-Identifier: GPL-2.0-or-later
// From judged bases and each other's questions to a ConfidenceModel, and how far it can be trusted on
// questions and bases it has not seen.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "server/search/confidence_model.h"
#include "server/search/ranking_weights.h"
#include "server/search/relevance_metrics.h"

namespace kb {

// A base with its own questions; or, without an index, questions that are foreign to all.
struct AskedBase {
    std::string name;
    std::string index_dir;  // empty: questions only
    std::vector<JudgedQuery> queries;
    Judgements judgements;
    std::string field;  // bases of one field are left out together
    // Fields whose questions may well be answered here: not foreign, nor its own.
    std::set<std::string> alike;
    double weight = 1;  // of the base, when it is learnt from; below 1 it is left out of the tables
    bool lends = true;  // its questions are asked of the bases of other fields
};

// A question as one base met it.
struct MetQuestion {
    Signs signs{};
    std::vector<ConfidenceFeatures> articles;  // the first three
    std::vector<bool> is_right;                // of each
    bool is_own = false;
    bool is_found = false;  // own, and the answer is among the first three
    std::size_t base = 0;   // places in the list of bases
    std::size_t from = 0;
    std::size_t fold = 0;  // by the answer, or by the question where there is none
};

// Asks every base its own questions, less those whose articles it has not, and the foreign ones. Throws
// IndexError.
std::vector<MetQuestion> meet_questions(const std::vector<AskedBase>& bases, const RankingWeights& weights);

struct ConfidenceRow {
    std::string what;  // «база ← чьи вопросы» or the base
    int questions = 0;
    int all = 0, folds = 0,
        other_bases = 0;  // silent, when learnt from everything, from the other folds, elsewhere
};

struct ConfidenceLearning {
    ConfidenceModel model;
    std::vector<ConfidenceRow> foreign;  // should be silent
    std::vector<ConfidenceRow> own;      // should not
};

// `threshold`: the log odds, as fitted, from which on a question belongs; becomes zero in the model.
ConfidenceLearning learn_confidence(const std::vector<AskedBase>& bases, const std::vector<MetQuestion>& met,
                                    double threshold);

}  // namespace kb
