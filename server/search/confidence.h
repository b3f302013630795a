// SPDX-License-Identifier: GPL-2.0-or-later
// How likely an article answers the question, from what ranking saw of it.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "server/search/question.h"
#include "server/search/ranking.h"
#include "server/search/snippet.h"

namespace kb {

// Verdicts of suggest (docs/relevance.md says how often each is right): `none` when the question does not
// belong to this base (Ranking::belonging below kBelongs, log odds); else `answer` from kAnswerConfidence on.
inline constexpr double kBelongs = 0;
inline constexpr double kAnswerConfidence = 0.6;
inline constexpr double kShownConfidence = 0.05;  // of the second suggestion and those after it

// What confidence_of looks at.
struct ConfidenceFeatures {
    static constexpr std::size_t kCount = 18;
    std::array<double, kCount> values{};
};
std::string_view confidence_feature_name(std::size_t feature);

// One of them is made of Ranking::belonging.
inline constexpr std::size_t kBelongingFeature = 13;
double belonging_feature(double belonging);

// For the article at `place` (0 is the best) of `ranking`, whose `belonging` is set.
ConfidenceFeatures confidence_features(const Question& question, const Ranking& ranking, std::size_t place,
                                       const IndexReader& reader, TextTools& tools);

// 0–1, of the same.
double confidence_of(const Question& question, const Ranking& ranking, std::size_t place,
                     const IndexReader& reader, TextTools& tools);

// Whether what was found is worth showing. A pinned article is, and one that solved cases speak for.
bool is_worth_showing(const Ranking& ranking);

}  // namespace kb
