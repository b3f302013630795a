// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/rank_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <sstream>
#include <stdexcept>

#include "indexer/error.h"
#include "server/search/shipped_rank_model.h"

namespace kb {

namespace {

[[noreturn]] void fail(int line, std::string_view what) {
    throw ConfigError(fmt::format("Модель ранжирования, строка {}: {}", line, what));
}

TreeNode read_node(const std::string& line, int number) {
    std::istringstream words(line);
    std::string kind;
    words >> kind;
    TreeNode node;
    if (kind == "leaf") {
        if (!(words >> node.value)) fail(number, "после leaf нужно число.");
        return node;
    }
    std::string name;
    if (kind != "if" || !(words >> name >> node.threshold >> node.left >> node.right))
        fail(number, "нужно «if признак порог влево вправо», «leaf число» или «tree».");
    const auto feature = feature_by_name(name);
    if (!feature) fail(number, fmt::format("признака «{}» нет.", name));
    node.feature = static_cast<int>(*feature);
    return node;
}

std::size_t leaves_in(const Tree& tree) {
    return static_cast<std::size_t>(
        std::count_if(tree.begin(), tree.end(), [](const TreeNode& node) { return node.feature < 0; }));
}

// Children stand after their parent, so that a walk ends, and have no other.
void check(const Tree& tree, int number) {
    const auto size = static_cast<int>(tree.size());
    if (size == 0) fail(number, "дерево пустое.");
    std::vector<int> parents(tree.size());
    for (int at = 0; at < size; ++at) {
        const auto& node = tree[static_cast<std::size_t>(at)];
        const auto is_after = [&](int child) { return child > at && child < size; };
        if (node.feature >= 0 && !(is_after(node.left) && is_after(node.right)))
            fail(number, fmt::format("в дереве выше узел {} ведёт в никуда.", at));
        if (node.feature < 0) continue;
        ++parents[static_cast<std::size_t>(node.left)];
        ++parents[static_cast<std::size_t>(node.right)];
    }
    for (std::size_t at = 1; at < tree.size(); ++at)
        if (parents[at] != 1)
            fail(number, fmt::format("в дереве выше к узлу {} ведёт не одна ветвь, а {}.", at, parents[at]));
    if (leaves_in(tree) > kMostLeaves)
        fail(number, fmt::format("в дереве выше больше {} листьев.", kMostLeaves));
}

}  // namespace

RankModel::RankModel(std::vector<Tree> trees) : trees_(std::move(trees)) {
    for (const auto& tree : trees_) {
        if (tree.empty() || leaves_in(tree) > kMostLeaves)
            throw std::invalid_argument("a tree has no leaf or too many");
        const auto before = branches_.size();
        const auto first_leaf = static_cast<std::uint32_t>(leaves_.size());
        flat_.push_back({0, first_leaf});
        flatten(tree, 0);
        flat_.back().branches = static_cast<std::uint32_t>(branches_.size() - before);
    }
}

// The leaves at and below a node, as bits counted from the tree's leftmost.
std::uint64_t RankModel::flatten(const Tree& tree, std::size_t at) {
    const auto& node = tree[at];
    if (node.feature < 0) {
        leaves_.push_back(node.value);
        return std::uint64_t{1} << (leaves_.size() - 1 - flat_.back().first_leaf);
    }
    const auto left = flatten(tree, static_cast<std::size_t>(node.left));
    const auto right = flatten(tree, static_cast<std::size_t>(node.right));
    branches_.push_back({~left, node.threshold, static_cast<std::uint32_t>(node.feature)});
    return left | right;
}

// Not from the root to a leaf, for no processor guesses the way: every branch is asked, and strikes out the
// leaves on its left when the feature is above its threshold. The leftmost one left is where the walk would
// have ended (QuickScorer: Lucchese et al., SIGIR 2015).
double RankModel::correction(const RankFeatures& features) const {
    const auto& values = features.values();
    const auto* branch = branches_.data();
    double sum = 0;
    for (const auto& tree : flat_) {
        std::uint64_t possible = ~std::uint64_t{0};
        for (const auto* end = branch + tree.branches; branch != end; ++branch) {
            const auto is_below = static_cast<std::uint64_t>(values[branch->feature] <= branch->threshold);
            possible &= branch->when_above | (std::uint64_t{0} - is_below);  // a sum: «?:» would be a branch
        }
        sum += leaves_[tree.first_leaf + static_cast<std::size_t>(std::countr_zero(possible))];
    }
    return sum;
}

std::string write_model(const RankModel& model) {
    std::string out;
    for (const auto& tree : model.trees()) {
        out += "tree\n";
        for (const auto& node : tree)
            out += node.feature < 0 ? fmt::format("leaf {:.5g}\n", node.value)
                                    : fmt::format("if {} {:.6g} {} {}\n",
                                                  feature_name(static_cast<std::size_t>(node.feature)),
                                                  node.threshold, node.left, node.right);
    }
    return out;
}

RankModel read_model(std::string_view text) {
    std::vector<Tree> trees;
    std::istringstream lines{std::string(text)};
    std::string line;
    int number = 0;
    while (std::getline(lines, line)) {
        ++number;
        if (line.empty() || line.front() == '#') continue;
        if (line == "tree") {
            if (!trees.empty()) check(trees.back(), number);
            trees.emplace_back();
        } else if (trees.empty()) {
            fail(number, "перед первым узлом нужна строка «tree».");
        } else {
            trees.back().push_back(read_node(line, number));
        }
    }
    if (!trees.empty()) check(trees.back(), number);
    return RankModel(std::move(trees));
}

const RankModel& shipped_model() {
    static const RankModel model = read_model(shipped_rank_model());
    return model;
}

}  // namespace kb
