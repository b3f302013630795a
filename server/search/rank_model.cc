// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/rank_model.h"

#include <fmt/format.h>

#include <sstream>

#include "indexer/error.h"
#include "server/search/shipped_rank_model.h"

namespace kb {

namespace {

double value_of(const Tree& tree, const RankFeatures& features) {
    std::size_t at = 0;
    while (tree[at].feature >= 0) {
        const auto& node = tree[at];
        const float value = features.values()[static_cast<std::size_t>(node.feature)];
        at = static_cast<std::size_t>(value <= node.threshold ? node.left : node.right);
    }
    return tree[at].value;
}

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

// Children stand after their parent, so that a walk ends.
void check(const Tree& tree, int number) {
    const auto size = static_cast<int>(tree.size());
    if (size == 0) fail(number, "дерево пустое.");
    for (int at = 0; at < size; ++at) {
        const auto& node = tree[static_cast<std::size_t>(at)];
        const auto is_after = [&](int child) { return child > at && child < size; };
        if (node.feature >= 0 && !(is_after(node.left) && is_after(node.right)))
            fail(number, fmt::format("в дереве выше узел {} ведёт в никуда.", at));
    }
}

}  // namespace

double RankModel::correction(const RankFeatures& features) const {
    double sum = 0;
    for (const auto& tree : trees_) sum += value_of(tree, features);
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
