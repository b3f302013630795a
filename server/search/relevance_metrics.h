// SPDX-License-Identifier: GPL-2.0-or-later
// How good a ranking is, by judged questions. Pure arithmetic and two file formats.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kb {

struct JudgedQuery {
    std::string id;
    std::string text;
    std::string kind;
};

// Lines {"id", "text", "kind"?}. Throws ConfigError naming the line.
std::vector<JudgedQuery> read_queries(std::string_view file, std::string_view text);

// Query id → article path → grade. Lines `query ⇥ path ⇥ grade`; grade 0 is left out.
using Judgements = std::map<std::string, std::map<std::string, double>, std::less<>>;
Judgements read_judgements(std::string_view file, std::string_view text);

struct RelevanceMetrics {
    double ndcg10 = 0;    // gain 2^grade − 1, discount log2(rank + 1); Järvelin, Kekäläinen 2002
    double mrr10 = 0;     // 1 / rank of the first judged article among ten
    double success1 = 0;  // share of questions with a judged article first
    double success3 = 0;  // … among the first three
    int queries = 0;

    void add(const RelevanceMetrics& other);
    RelevanceMetrics mean() const;
};

// Of one question; `paths` best first.
RelevanceMetrics score_ranking(const std::vector<std::string>& paths,
                               const std::map<std::string, double>& grades);

}  // namespace kb
