// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/confidence.h"

#include <catch2/catch.hpp>

namespace kb::test {
namespace {

Question question_of(int known, int unknown) {
    Question question;
    for (int i = 0; i < known + unknown; ++i) {
        QuestionWord word;
        word.is_known = i < known;
        question.words.push_back(word);
    }
    return question;
}

RankedArticle article_with(double coverage, double score) {
    RankedArticle article;
    article.score = score;
    article.section = score / 2;
    article.coverage = {coverage, coverage, coverage};
    return article;
}

}  // namespace

TEST_CASE("what covers more of the question is more likely the answer", "[confidence]") {
    const Question question = question_of(3, 0);
    double before = -1;
    for (const double coverage : {0.0, 0.25, 0.5, 0.75, 1.0}) {
        Ranking ranking;
        ranking.question_mass = 6;
        ranking.articles = {article_with(coverage, 10), article_with(0.2, 5)};
        const double confidence = confidence_of(question, ranking, 0);
        CHECK(confidence > before);
        CHECK(confidence > 0);
        CHECK(confidence < 1);
        CHECK(confidence_of(question, ranking, 1) < confidence + 1e-9 + (coverage < 0.2 ? 1 : 0));
        before = confidence;
    }
}

TEST_CASE("words no article has make an answer less likely", "[confidence]") {
    Ranking ranking;
    ranking.question_mass = 6;
    ranking.articles = {article_with(0.6, 10)};
    CHECK(confidence_of(question_of(3, 0), ranking, 0) > confidence_of(question_of(2, 1), ranking, 0));
    CHECK(confidence_of(question_of(2, 1), ranking, 0) > confidence_of(question_of(1, 2), ranking, 0));
}

TEST_CASE("a close second makes the first less sure", "[confidence]") {
    Ranking ranking;
    ranking.question_mass = 6;
    ranking.articles = {article_with(0.8, 10), article_with(0.8, 2)};
    const double alone = confidence_of(question_of(3, 0), ranking, 0);
    ranking.articles[1].score = 9.9;
    CHECK(confidence_of(question_of(3, 0), ranking, 0) < alone);
}

TEST_CASE("a pinned article is sure, an empty question is not", "[confidence]") {
    Ranking ranking;
    ranking.articles = {article_with(0, 1)};
    CHECK(confidence_of(Question{}, ranking, 0) < kMaybeConfidence);
    ranking.articles[0].is_pinned = true;
    CHECK(confidence_of(Question{}, ranking, 0) == 1);
    ranking.articles[0] = RankedArticle{};
    const double none = confidence_of(Question{}, ranking, 0);
    CHECK(none >= 0);
    CHECK(none < kMaybeConfidence);
}

}  // namespace kb::test
