// SPDX-License-Identifier: GPL-2.0-or-later
// Measures the best candidates of one question for the rank model.
#pragma once

#include <vector>

#include "server/search/index_reader.h"
#include "server/search/question.h"
#include "server/search/ranking.h"
#include "stemming/analyzer.h"

namespace kb {

// Fills `features` of articles, which stand best first and have their coverage and words.
// `rarities`: of the question's words.
void measure_candidates(const Question& question, const std::vector<double>& rarities,
                        const IndexReader& reader, Analyzer& analyzer,
                        const std::vector<RankedArticle*>& articles);

}  // namespace kb
