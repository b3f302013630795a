// SPDX-License-Identifier: GPL-2.0-or-later
// Asks an index judged questions and says how good and how fast the answers are. A team keeps its own
// questions and sees whether a change of articles, synonyms or weights helped.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "server/search/answer.h"
#include "server/search/case_base.h"
#include "server/search/ranking_weights.h"
#include "server/search/relevance_metrics.h"
#include "server/search/searcher.h"

namespace kb {

enum class EvalMode {
    search,
    suggest,
    automatic,  // long texts and texts of several lines are tickets
};

struct EvalSetup {
    std::string index_dir;
    std::vector<JudgedQuery> queries;
    Judgements judgements;  // questions without any are expected to get no answer
    EvalMode mode = EvalMode::automatic;
    Caller caller = Caller::public_;
    RankingWeights weights;
    std::vector<SolvedCase> cases;  // known beforehand; ids unique
};

struct EvalGroup {
    RelevanceMetrics sum;  // of questions with judgements
    int answerable = 0;    // questions with judgements
    int refused = 0;       // of these: verdict none though the answer is among the first three
    int found = 0;         // of these: the answer is among the first three
    int unanswerable = 0;
    int silent = 0;  // of these: verdict none, as it should be
};

struct EvalReport {
    std::map<std::string, EvalGroup> kinds;
    EvalGroup all;
    std::vector<double> milliseconds;  // of each whole answer, sorted
    std::string run;                   // lines `query ⇥ path ⇥ score`
};

// Throws IndexError when there is no index.
// Long texts and texts of several lines are asked as tickets.
AskMode mode_for(const std::string& text);

EvalReport evaluate(const EvalSetup& setup);

// The value below which `share` (0–1) of the sorted numbers lie; 0 for none.
double percentile(const std::vector<double>& sorted, double share);

}  // namespace kb
