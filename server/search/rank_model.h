// SPDX-License-Identifier: GPL-2.0-or-later
// Small decision trees that correct the order of the best candidates. Learnt by `kb-server learn`
// (lambda_mart.h); the file beside the sources is what ships.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/search/rank_features.h"

namespace kb {

// A node goes left where the feature is not above the threshold; a leaf has no feature and adds its value.
struct TreeNode {
    int feature = -1;  // -1: leaf
    float threshold = 0;
    int left = 0, right = 0;  // places in the tree, after this node
    double value = 0;
};

using Tree = std::vector<TreeNode>;  // the root first; every other node has one parent

inline constexpr std::size_t kMostLeaves = 64;  // of a tree

class RankModel {
public:
    RankModel() = default;  // no trees: changes nothing
    // Trees are as Tree says; throws std::invalid_argument when one is empty or has more than kMostLeaves.
    explicit RankModel(std::vector<Tree> trees);

    // Sum over the trees; added to kScoreScale × log(score), it orders candidates.
    double correction(const RankFeatures& features) const;
    const std::vector<Tree>& trees() const { return trees_; }

    static constexpr double kScoreScale = 3;

private:
    struct Branch {
        std::uint64_t when_above = 0;  // the leaves, a bit each, that stay possible
        float threshold = 0;
        std::uint32_t feature = 0;
    };
    struct Flat {
        std::uint32_t branches = 0;
        std::uint32_t first_leaf = 0;  // in leaves_
    };
    std::uint64_t flatten(const Tree& tree, std::size_t at);

    std::vector<Tree> trees_;
    std::vector<Flat> flat_;        // of each tree
    std::vector<Branch> branches_;  // of all trees, one after the other
    std::vector<double> leaves_;    // likewise, from left to right
};

// The text form: «tree», then its nodes in order, «if feature threshold left right» or «leaf value». Children
// stand behind their parent and have no other; a tree has at most kMostLeaves.
std::string write_model(const RankModel& model);

// Throws ConfigError naming the line.
RankModel read_model(std::string_view text);

// The model that ships.
const RankModel& shipped_model();

}  // namespace kb
