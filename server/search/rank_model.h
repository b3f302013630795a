// SPDX-License-Identifier: GPL-2.0-or-later
// Small decision trees that correct the order of the best candidates. Learnt by `kb-server learn`
// (lambda_mart.h); the file beside the sources is what ships.
#pragma once

#include <cstddef>
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

using Tree = std::vector<TreeNode>;  // the root first

class RankModel {
public:
    RankModel() = default;  // no trees: changes nothing
    explicit RankModel(std::vector<Tree> trees) : trees_(std::move(trees)) {}

    // Sum over the trees; added to kScoreScale × log(score), it orders candidates.
    double correction(const RankFeatures& features) const;
    const std::vector<Tree>& trees() const { return trees_; }

    static constexpr double kScoreScale = 3;

private:
    std::vector<Tree> trees_;
};

// The text form: «tree», then its nodes in order, «if feature threshold left right» or «leaf value».
std::string write_model(const RankModel& model);

// Throws ConfigError naming the line.
RankModel read_model(std::string_view text);

// The model that ships.
const RankModel& shipped_model();

}  // namespace kb
