// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/rank_model.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <string>

#include "indexer/error.h"
#include "server/search/lambda_mart.h"

namespace kb {

namespace {

// A question whose answer stands second by its score, and is the one whose title says the question.
JudgedList title_decides(double gap) {
    JudgedList list;
    list.ideal = gain_of(2);
    for (int i = 0; i < 10; ++i) {
        JudgedCandidate candidate;
        candidate.features[Feature::log_score] = static_cast<float>(-gap * i);
        candidate.features[Feature::title_recall] = i == 1 ? 0.9f : 0.2f;
        candidate.grade = i == 1 ? 2 : 0;
        list.candidates.push_back(candidate);
    }
    return list;
}

std::vector<JudgedList> many_questions() {
    std::vector<JudgedList> lists;
    for (int i = 0; i < 60; ++i) lists.push_back(title_decides(0.02 + 0.001 * i));
    return lists;
}

std::vector<const JudgedList*> pointers(const std::vector<JudgedList>& lists) {
    std::vector<const JudgedList*> out;
    for (const auto& list : lists) out.push_back(&list);
    return out;
}

LearnOptions small() {
    LearnOptions options;
    options.trees = 20;
    options.leaves = 4;
    options.least_in_leaf = 20;
    return options;
}

std::string complaint(std::string_view text) {
    try {
        read_model(text);
    } catch (const ConfigError& error) {
        return error.what();
    }
    return "";
}

double walked(const RankModel& model, const RankFeatures& features) {
    double sum = 0;
    for (const auto& tree : model.trees()) {
        std::size_t at = 0;
        while (tree[at].feature >= 0) {
            const bool is_left =
                features.values()[static_cast<std::size_t>(tree[at].feature)] <= tree[at].threshold;
            at = static_cast<std::size_t>(is_left ? tree[at].left : tree[at].right);
        }
        sum += tree[at].value;
    }
    return sum;
}

// One branch behind the other: the leaf of the k-th is for values up to k.
std::string chain(std::size_t leaves) {
    std::string text = "tree\n";
    for (std::size_t i = 0; i + 1 < leaves; ++i)
        text += "if title_words " + std::to_string(i) + " " + std::to_string(2 * i + 1) + " " +
                std::to_string(2 * i + 2) + "\nleaf " + std::to_string(i) + "\n";
    return text + "leaf " + std::to_string(leaves - 1) + "\n";
}

}  // namespace

TEST_CASE("a tree may have 64 leaves and no more", "[rank_model]") {
    const auto model = read_model(chain(kMostLeaves));
    for (float words = -1; words < 70; words += 0.5F) {
        RankFeatures features;
        features[Feature::title_words] = words;
        CHECK(model.correction(features) == walked(model, features));
    }
    CHECK(complaint(chain(kMostLeaves + 1)).find("больше 64 листьев") != std::string::npos);
    CHECK_THROWS_AS(RankModel({Tree()}), std::invalid_argument);
}

TEST_CASE("a model learns what decides and orders by it", "[rank_model]") {
    const auto lists = many_questions();
    const auto unseen = title_decides(0.055);
    CHECK(success3_of(unseen, RankModel()) == 1);
    CHECK(ndcg10_of(unseen, RankModel()) == Approx(1 / std::log2(3.0)));
    const auto model = learn_model(pointers(lists), small());
    CHECK(ndcg10_of(unseen, model) == Approx(1.0));
}

TEST_CASE("the same questions give the same model", "[rank_model]") {
    const auto lists = many_questions();
    CHECK(write_model(learn_model(pointers(lists), small())) ==
          write_model(learn_model(pointers(lists), small())));
}

TEST_CASE("questions without a known answer teach nothing", "[rank_model]") {
    auto list = title_decides(0.1);
    list.ideal = 0;
    CHECK(learn_model({&list}, small()).trees().empty());
}

TEST_CASE("a model survives writing and reading", "[rank_model]") {
    const auto lists = many_questions();
    const auto model = learn_model(pointers(lists), small());
    const auto text = write_model(model);
    const auto again = read_model(text);
    CHECK(write_model(again) == text);
    for (const auto& candidate : lists.front().candidates)
        CHECK(again.correction(candidate.features) ==
              Approx(model.correction(candidate.features)).margin(1e-3));
}

TEST_CASE("a correction adds the leaf that a walk from each root ends in", "[rank_model]") {
    const auto& model = shipped_model();
    std::mt19937 random(7);
    std::uniform_real_distribution<float> share(-4, 9);
    for (int round = 0; round < 2000; ++round) {
        RankFeatures features;
        for (std::size_t i = 0; i < kFeatureCount; ++i)
            features[static_cast<Feature>(i)] = round % 2 == 0 ? share(random) : share(random) / 9;
        REQUIRE(model.correction(features) == walked(model, features));
    }
    RankFeatures none;
    none[Feature::log_score] = std::numeric_limits<float>::quiet_NaN();
    CHECK(model.correction(none) == walked(model, none));
}

TEST_CASE("the shipped model has trees and moves scores within reason", "[rank_model]") {
    const auto& model = shipped_model();
    REQUIRE(model.trees().size() >= 20);
    RankFeatures none;
    CHECK(std::abs(model.correction(none)) < 20);
}

TEST_CASE("a broken model names its line", "[rank_model]") {
    struct Case {
        std::string_view text, expected;
    };
    const Case cases[] = {
        {"leaf 1\n", "строка 1: перед первым узлом"},
        {"tree\nleaf\n", "строка 2: после leaf нужно число"},
        {"tree\nif title_recal 0.5 1 2\nleaf 1\nleaf 2\n", "строка 2: признака «title_recal» нет"},
        {"tree\nwhen title_recall 0.5 1 2\n", "строка 2: нужно «if"},
        {"tree\nif title_recall 0.5 1 7\nleaf 1\n", "узел 0 ведёт в никуда"},
        {"tree\nif title_recall 0.5 0 0\nleaf 1\n", "узел 0 ведёт в никуда"},
        {"tree\ntree\nleaf 1\n", "дерево пустое"},
        {"tree\nif title_recall 0.5 1 1\nleaf 1\n", "к узлу 1 ведёт не одна ветвь, а 2"},
        {"tree\nleaf 1\nleaf 2\n", "к узлу 1 ведёт не одна ветвь, а 0"},
    };
    for (const auto& c : cases) {
        INFO(c.text);
        CHECK(complaint(c.text).find(c.expected) != std::string::npos);
    }
}

TEST_CASE("every feature has one name", "[rank_model]") {
    for (std::size_t i = 0; i < kFeatureCount; ++i) CHECK(feature_by_name(feature_name(i)) == i);
    CHECK_FALSE(feature_by_name("size_of_the_moon"));
}

}  // namespace kb
