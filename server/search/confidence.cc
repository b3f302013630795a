// SPDX-License-Identifier: GPL-2.0-or-later
// A logistic regression over eight things ranking knows anyway:
//
//   share of the question (by rarity) that the article has, its best section
//   has, its best name has; the best section's BM25 a unit of rarity; how far
//   the article is ahead of the next; the share of words that no article has;
//   the question's length; whether the words are this base's words at all
//
// «Как приготовить борщ» to a provider's base: «приготовить» and «борщ» are
// unknown, coverage is near 0. «Тариф на электроэнергию»: «тариф» is known and
// common, «электроэнергия» unknown, and unknown words weigh as the rarest, so
// half of the question is missing from every article.
//
// The coefficients were fitted on judged questions of several bases and, as
// questions without an answer, on those of foreign bases (docs/relevance.md).
#include "server/search/confidence.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kb {

namespace {

// In the order of confidence_features(), then the constant.
constexpr std::array<double, ConfidenceFeatures::kCount + 1> kCoefficients{1.764, -1.116, 0.330, 0.189, 2.708, -0.839, 0.940, 0.411, -4.723};

}  // namespace

ConfidenceFeatures confidence_features(const Question& question, const Ranking& ranking, std::size_t place) {
    const auto& article = ranking.articles[place];
    double best_other = 0;
    for (std::size_t i = 0; i < ranking.articles.size(); ++i)
        if (i != place) best_other = std::max(best_other, ranking.articles[i].score);
    double words = 0;
    double unknown = 0;
    for (const auto& word : question.words) {
        if (word.token.is_compound) continue;
        words += word.weight;
        if (!word.is_known) unknown += word.weight;
    }
    const double mass = std::max(ranking.question_mass, 1e-6);
    ConfidenceFeatures out;
    out.values[0] = article.coverage.article;
    out.values[1] = article.coverage.section;
    out.values[2] = article.coverage.name;
    out.values[3] = std::min((article.section + article.whole) / mass, 6.0);
    out.values[4] = article.score > 0 ? std::clamp(1 - best_other / article.score, -1.0, 1.0) : 0;
    out.values[5] = words > 0 ? unknown / words : 1;
    out.values[6] = std::log1p(words);
    out.values[7] = std::min(article.name / mass, 3.0);
    return out;
}

double confidence_of(const Question& question, const Ranking& ranking, std::size_t place) {
    if (ranking.articles[place].is_pinned) return 1;
    const auto features = confidence_features(question, ranking, place);
    double sum = kCoefficients.back();
    for (std::size_t i = 0; i < ConfidenceFeatures::kCount; ++i) sum += kCoefficients[i] * features.values[i];
    return 1 / (1 + std::exp(-sum));
}

}  // namespace kb
