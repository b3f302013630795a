// SPDX-License-Identifier: GPL-2.0-or-later
// Answers an agent's desk from one reader. `cases` may be null.
#pragma once

#include "server/search/case_base.h"
#include "server/search/desk.h"
#include "server/search/index_reader.h"
#include "server/search/ranking_weights.h"
#include "server/search/snippet.h"

namespace kb {

DeskAnswer answer_desk(const DeskRequest& request, const IndexReader& reader, const RankingWeights& weights,
                       TextTools& tools, const CaseSnapshot* cases);

}  // namespace kb
