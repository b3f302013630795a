// SPDX-License-Identifier: GPL-2.0-or-later
// How likely the best article answers the question, from what ranking saw of it.
#pragma once

#include <cstddef>

#include "server/search/question.h"
#include "server/search/ranking.h"
#include "server/search/snippet.h"

namespace kb {

// Verdicts of suggest: from these confidences on. See docs/relevance.md for how often each is right.
inline constexpr double kAnswerConfidence = 0.6;
inline constexpr double kMaybeConfidence = 0.24;
inline constexpr double kMaybeConfidenceLong =
    0.13;  // of letters: foreign ones score lower than short questions do

// Below it a suggestion is not shown; between the two by the question's length.
double maybe_confidence(const Question& question);

// 0–1, for the article at `place` (0 is the best) of `ranking`.
double confidence_of(const Question& question, const Ranking& ranking, std::size_t place,
                     const IndexReader& reader, TextTools& tools);

// What confidence_of looks at; for fitting its coefficients.
struct ConfidenceFeatures {
    static constexpr std::size_t kCount = 13;
    double values[kCount] = {};
};
ConfidenceFeatures confidence_features(const Question& question, const Ranking& ranking, std::size_t place,
                                       const IndexReader& reader, TextTools& tools);

}  // namespace kb
