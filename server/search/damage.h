// SPDX-License-Identifier: GPL-2.0-or-later
// How many Latin words, asked one by one, are taken for something else: product names, codes, logins and
// English words must not be read as Russian in disguise. Asks only; changes nothing.
#pragma once

#include <string>
#include <vector>

#include "server/search/ranking_weights.h"
#include "server/search/relevance_metrics.h"
#include "server/search/searcher.h"

namespace kb {

struct DamagedWord {
    std::string word;
    std::string read_as;
    Via via = Via::layout;  // layout, translit or correction
};

struct DamageReport {
    std::size_t words = 0;  // different Latin words of the base's articles and of the questions
    std::vector<DamagedWord> damaged;
};

// Throws IndexError when there is no index.
DamageReport measure_damage(const std::string& index_dir, Caller caller, const RankingWeights& weights,
                            const std::vector<JudgedQuery>& queries);

}  // namespace kb
