// SPDX-License-Identifier: GPL-2.0-or-later
// From a typed text to a Question: layout, transliteration, correction, synonyms; each marked with why.
#pragma once

#include <string_view>
#include <vector>

#include "server/search/index_reader.h"
#include "server/search/question.h"
#include "server/search/ranking_weights.h"
#include "stemming/analyzer.h"

namespace kb {

struct ExpandOptions {
    bool literal = false;        // no layout, transliteration or correction
    std::size_t max_words = 64;  // the rest of a long text is left out, lightest first
};

Question read_question(std::string_view text, const IndexReader& reader, const RankingWeights& weights,
                       Analyzer& analyzer, const ExpandOptions& options);

}  // namespace kb
