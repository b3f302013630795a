// SPDX-License-Identifier: GPL-2.0-or-later
// A logistic regression over what ranking knows anyway: how likely the question belongs to this base at all
// (belonging.h); which share of it, by rarity, the article, its best section and its best name have; the two
// BM25 sums a unit of rarity; how far it is ahead of the best other article and of the tenth; how much of the
// question no article knows; how long the question is and how many of its words are met; how much of the
// article's name the question says; and whether name, whole text and section agree on the place.
//
// Agreement and distance tell most: «Тариф на электроэнергию» meets «тариф» in
// twenty articles of a provider, all about as well, and each order names another
// one first. The coefficients were fitted on the first three articles of judged questions of five
// bases and, as questions without an answer, on foreign ones (docs/relevance.md).
#include "server/search/confidence.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "indexer/schema.h"
#include "server/search/name_words.h"

#include "server/search/confidence_model.h"

namespace kb {

namespace {

constexpr std::array<std::string_view, ConfidenceFeatures::kCount> kNames{
    "in_article",     "in_section",   "in_name",   "bm25_of_mass", "lead",         "unknown",
    "words",          "name_of_mass", "agreement", "said",         "over_tenth",   "words_met",
    "said_and_named", "belonging",    "log_lead",  "is_first",     "name_balance", "name_grams"};

// So that equal hashes of different things do not meet.
constexpr std::uint64_t kText = 0, kStem = 1, kDerived = 2;

// How much of an article's name the question says: «Как оплатить картой» asks
// for all of «Оплата картой», but for a quarter of «Оплата картой другого банка из-за границы».
double share_of_name(const Question& question, DocId name, const IndexReader& reader, TextTools& tools) {
    if (!name) return 0;
    std::vector<std::uint64_t> asked;  // every form, stem and derived form that would be met
    for (const auto& word : question.words) {
        for (const auto& reading : word.readings) {
            if (!reading.text.empty()) asked.push_back(hash64(reading.text) ^ kText);
            asked.push_back(hash64(reading.stem) ^ kStem);
            if (!reading.derived.empty()) asked.push_back(hash64(reading.derived) ^ kDerived);
        }
    }
    const auto is_asked = [&](std::uint64_t hash) {
        return std::find(asked.begin(), asked.end(), hash) != asked.end();
    };
    const auto read = reader.names().words(name, reader, tools.analyzer);
    const auto met = std::count_if(read->words.begin(), read->words.end(), [&](const NameWord& word) {
        return is_asked(word.text ^ kText) || is_asked(word.stem ^ kStem) ||
               is_asked(word.derived ^ kDerived);
    });
    return read->words.empty() ? 0 : static_cast<double>(met) / static_cast<double>(read->words.size());
}

struct WordShares {
    double all = 0;      // words that say something, by weight
    double unknown = 0;  // … that no article has
    double met = 0;      // … that this article has
};

WordShares count_words(const Question& question, const RankedArticle& article) {
    WordShares shares;
    for (std::size_t i = 0; i < question.words.size(); ++i) {
        const auto& word = question.words[i];
        if (word.token.is_compound) continue;
        shares.all += word.weight;
        if (!word.is_known) shares.unknown += word.weight;
        if (article.words.has(i)) shares.met += word.weight;
    }
    return shares;
}

double score_of_place(const Ranking& ranking, std::size_t place) {
    return place < ranking.articles.size() ? ranking.articles[place].score : 0;
}

// Solved cases that speak for an article close a part of what is missing to certainty; those against it take
// a part away.
double with_case_vote(double confidence, double vote) {
    constexpr double kBelieved = 0.5;  // of a full vote
    return vote >= 0 ? confidence + (1 - confidence) * kBelieved * std::min(vote, 1.0)
                     : confidence * (1 + vote);
}

}  // namespace

std::string_view confidence_feature_name(std::size_t feature) { return kNames[feature]; }

double belonging_feature(double belonging) { return std::clamp(belonging, -6.0, 8.0); }

ConfidenceFeatures confidence_features(const Question& question, const Ranking& ranking, std::size_t place,
                                       const IndexReader& reader, TextTools& tools) {
    const auto& article = ranking.articles[place];
    const double next = score_of_place(ranking, place == 0 ? 1 : 0);
    const auto shares = count_words(question, article);
    const double mass = std::max(ranking.question_mass, 1e-6);
    const double said = share_of_name(question, article.best_name, reader, tools);
    const double score = std::max(article.score, 1e-6);
    ConfidenceFeatures out;
    out.values[0] = article.coverage.article;
    out.values[1] = article.coverage.section;
    out.values[2] = article.coverage.name;
    out.values[3] = std::min((article.section + article.whole) / mass, 6.0);
    out.values[4] = std::clamp(1 - next / score, -1.0, 1.0);
    out.values[5] = shares.all > 0 ? shares.unknown / shares.all : 1;
    out.values[6] = std::log1p(shares.all);
    out.values[7] = std::min(article.name / mass, 3.0);
    out.values[8] = article.agreement;
    out.values[9] = said;
    out.values[10] = std::clamp(1 - score_of_place(ranking, 9) / score, -1.0, 1.0);
    out.values[11] = std::log1p(shares.met);
    out.values[12] = std::sqrt(said * article.coverage.name);
    out.values[kBelongingFeature] = belonging_feature(ranking.belonging);
    out.values[14] = std::clamp(std::log(score / std::max(next, 1e-6)), -2.0, 2.0);
    out.values[15] = place == 0 ? 1 : 0;
    out.values[16] = article.features[Feature::name_balance];
    out.values[17] = article.features[Feature::name_grams];
    return out;
}

double confidence_of(const Question& question, const Ranking& ranking, std::size_t place,
                     const IndexReader& reader, TextTools& tools) {
    if (ranking.articles[place].is_pinned) return 1;
    const auto features = confidence_features(question, ranking, place, reader, tools);
    const double odds = shipped_confidence_model().rightness.value(features.values);
    return with_case_vote(1 / (1 + std::exp(-odds)), ranking.articles[place].case_vote);
}

bool is_worth_showing(const Ranking& ranking) {
    if (ranking.articles.empty()) return false;
    const auto& best = ranking.articles.front();
    if (best.is_pinned) return true;
    const double belongs = 1 / (1 + std::exp(kBelongs - ranking.belonging));
    return with_case_vote(belongs, best.case_vote) >= 0.5;
}

}  // namespace kb
