// SPDX-License-Identifier: GPL-2.0-or-later
// A question as the terms of one kind of documents, in all voices and readings.
#pragma once

#include <vector>

#include "server/search/index_reader.h"
#include "server/search/question.h"
#include "server/search/ranking_weights.h"

namespace kb {

// Sorted by term, each once.
std::vector<WeightedTerm> terms_for(DocKind kind, const Question& question, const RankingWeights& weights);

}  // namespace kb
