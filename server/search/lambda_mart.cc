// SPDX-License-Identifier: GPL-2.0-or-later
// A question has one right article and forty-nine others. What a tree should push up is not any right
// article anywhere, but the one for which the push changes the measure: from place 4 to 3 much, from 40 to
// 39 nothing. So every pair of a right and a wrong candidate pulls at both with the
// force  |ΔnDCG if they swapped| × (how far the present scores have them in the wrong
// order, 0–1). The sums of these forces are the gradients that the next tree is fitted
// to; its leaves hold Newton steps, shrunk by the rate.
//
// Splits are searched over 64 quantiles of each feature. Candidates number some
// hundred thousand and features thirty, so a model of sixty trees takes seconds.
#include "server/search/lambda_mart.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace kb {

namespace {

constexpr std::size_t kBins = 64;
constexpr std::size_t kPlacesThatCount = 15;  // pairs further down move nothing

struct Row {
    const JudgedCandidate* candidate = nullptr;
    double score = 0;
    double gradient = 0;
    double curvature = 0;
    std::array<std::uint8_t, kFeatureCount> bins{};
};

struct Split {
    double gain = 0;
    std::size_t feature = 0;
    std::size_t bin = 0;  // rows up to this one go left
};

struct Leaf {
    std::size_t node = 0;
    std::vector<std::size_t> rows;
    Split best;
};

class Learner {
public:
    Learner(const std::vector<const JudgedList*>& lists, const LearnOptions& options);
    RankModel learn();

private:
    struct Range {
        std::size_t begin, end;
        double ideal, weight;
    };

    void read_bins();
    void pull();
    void pull_list(const Range& list, std::vector<std::size_t>& order);
    Leaf grow(Tree& tree, std::size_t node, std::vector<std::size_t> rows) const;
    Split best_split(const std::vector<std::size_t>& rows, double gradient, double curvature) const;
    Tree fit() const;
    double worth(double gradient, double curvature) const {
        return gradient * gradient / (curvature + options_.ridge);
    }

    const LearnOptions& options_;
    std::vector<Row> rows_;
    std::vector<Range> lists_;
    std::array<std::vector<float>, kFeatureCount> edges_;  // upper ends of the bins but the last
};

Learner::Learner(const std::vector<const JudgedList*>& lists, const LearnOptions& options)
    : options_(options) {
    for (const auto* list : lists) {
        if (list->ideal <= 0) continue;
        const auto begin = rows_.size();
        for (const auto& candidate : list->candidates) {
            rows_.push_back({&candidate, 0, 0, 0, {}});
            rows_.back().score = RankModel::kScoreScale * candidate.features[Feature::log_score];
        }
        lists_.push_back({begin, rows_.size(), list->ideal, list->weight});
    }
    read_bins();
}

void Learner::read_bins() {
    for (std::size_t feature = 0; feature < kFeatureCount; ++feature) {
        std::vector<float> values;
        for (const auto& row : rows_) values.push_back(row.candidate->features.values()[feature]);
        std::sort(values.begin(), values.end());
        auto& edges = edges_[feature];
        for (std::size_t bin = 1; bin < kBins && !values.empty(); ++bin) {
            const float edge = values[values.size() * bin / kBins];
            if (edges.empty() || edge > edges.back()) edges.push_back(edge);
        }
        for (auto& row : rows_) {
            const float value = row.candidate->features.values()[feature];
            row.bins[feature] = static_cast<std::uint8_t>(
                std::lower_bound(edges.begin(), edges.end(), value) - edges.begin());
        }
    }
}

void Learner::pull_list(const Range& list, std::vector<std::size_t>& order) {
    order.resize(list.end - list.begin);
    std::iota(order.begin(), order.end(), list.begin);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return rows_[a].score > rows_[b].score; });
    const auto discount = [](std::size_t place) { return 1 / std::log2(static_cast<double>(place) + 2); };
    for (std::size_t i = 0; i < order.size(); ++i) {
        auto& better = rows_[order[i]];
        if (better.candidate->grade <= 0) continue;
        for (std::size_t k = 0; k < order.size(); ++k) {
            auto& worse = rows_[order[k]];
            if (worse.candidate->grade >= better.candidate->grade || std::min(i, k) >= kPlacesThatCount)
                continue;
            const double change =
                std::abs((gain_of(better.candidate->grade) - gain_of(worse.candidate->grade)) *
                         (discount(i) - discount(k))) /
                list.ideal * list.weight;
            const double wrong = 1 / (1 + std::exp(better.score - worse.score));
            better.gradient += change * wrong;
            worse.gradient -= change * wrong;
            better.curvature += change * wrong * (1 - wrong);
            worse.curvature += change * wrong * (1 - wrong);
        }
    }
}

void Learner::pull() {
    for (auto& row : rows_) row.gradient = row.curvature = 0;
    std::vector<std::size_t> order;
    for (const auto& list : lists_) pull_list(list, order);
}

Split Learner::best_split(const std::vector<std::size_t>& rows, double gradient, double curvature) const {
    Split best;
    const double whole = worth(gradient, curvature);
    for (std::size_t feature = 0; feature < kFeatureCount; ++feature) {
        std::array<double, kBins> gradients{}, curvatures{};
        std::array<std::size_t, kBins> counts{};
        for (const auto at : rows) {
            const auto& row = rows_[at];
            const auto bin = row.bins[feature];
            gradients[bin] += row.gradient;
            curvatures[bin] += row.curvature;
            ++counts[bin];
        }
        double left_gradient = 0, left_curvature = 0;
        std::size_t left = 0;
        for (std::size_t bin = 0; bin < edges_[feature].size(); ++bin) {
            left_gradient += gradients[bin];
            left_curvature += curvatures[bin];
            left += counts[bin];
            if (left < options_.least_in_leaf || rows.size() - left < options_.least_in_leaf) continue;
            const double gain = worth(left_gradient, left_curvature) +
                                worth(gradient - left_gradient, curvature - left_curvature) - whole;
            if (gain > best.gain) best = {gain, feature, bin};
        }
    }
    return best;
}

Leaf Learner::grow(Tree& tree, std::size_t node, std::vector<std::size_t> rows) const {
    double gradient = 0, curvature = 0;
    for (const auto at : rows) {
        gradient += rows_[at].gradient;
        curvature += rows_[at].curvature;
    }
    tree[node].value = options_.rate * gradient / (curvature + options_.ridge);
    const auto split = best_split(rows, gradient, curvature);
    return {node, std::move(rows), split};
}

// Leaf by leaf, the most telling split first.
Tree Learner::fit() const {
    Tree tree(1);
    std::vector<std::size_t> all(rows_.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    std::vector<Leaf> leaves;
    leaves.push_back(grow(tree, 0, std::move(all)));
    while (leaves.size() < options_.leaves) {
        const auto widest = std::max_element(leaves.begin(), leaves.end(), [](const Leaf& a, const Leaf& b) {
            return a.best.gain < b.best.gain;
        });
        if (widest->best.gain <= 1e-9) break;
        const Leaf parent = std::move(*widest);
        std::vector<std::size_t> left, right;
        for (const auto at : parent.rows)
            (rows_[at].bins[parent.best.feature] <= parent.best.bin ? left : right).push_back(at);
        const auto child = tree.size();
        tree.resize(child + 2);
        auto& node = tree[parent.node];
        node.feature = static_cast<int>(parent.best.feature);
        node.threshold = edges_[parent.best.feature][parent.best.bin];
        node.left = static_cast<int>(child);
        node.right = static_cast<int>(child + 1);
        *widest = grow(tree, child, std::move(left));
        leaves.push_back(grow(tree, child + 1, std::move(right)));
    }
    return tree;
}

RankModel Learner::learn() {
    std::vector<Tree> trees;
    for (std::size_t i = 0; i < options_.trees && !rows_.empty(); ++i) {
        pull();
        trees.push_back(fit());
        const RankModel last({trees.back()});
        for (auto& row : rows_) row.score += last.correction(row.candidate->features);
    }
    return RankModel(std::move(trees));
}

std::vector<double> grades_in_order(const JudgedList& list, const RankModel& model) {
    std::vector<std::pair<double, double>> order;
    for (const auto& candidate : list.candidates)
        order.emplace_back(RankModel::kScoreScale * candidate.features[Feature::log_score] +
                               model.correction(candidate.features),
                           candidate.grade);
    std::stable_sort(order.begin(), order.end(), [](auto& a, auto& b) { return a.first > b.first; });
    std::vector<double> grades;
    for (const auto& [score, grade] : order) grades.push_back(grade);
    return grades;
}

}  // namespace

RankModel learn_model(const std::vector<const JudgedList*>& lists, const LearnOptions& options) {
    return Learner(lists, options).learn();
}

double gain_of(double grade) { return std::exp2(grade) - 1; }

double ndcg10_of(const JudgedList& list, const RankModel& model) {
    if (list.ideal <= 0) return 0;
    const auto grades = grades_in_order(list, model);
    double sum = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(grades.size(), 10); ++i)
        sum += gain_of(grades[i]) / std::log2(static_cast<double>(i) + 2);
    return sum / list.ideal;
}

double success3_of(const JudgedList& list, const RankModel& model) {
    const auto grades = grades_in_order(list, model);
    const auto end = grades.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(grades.size(), 3));
    return std::any_of(grades.begin(), end, [](double grade) { return grade > 0; }) ? 1 : 0;
}

}  // namespace kb
