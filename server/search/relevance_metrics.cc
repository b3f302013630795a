// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/relevance_metrics.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "indexer/error.h"

namespace kb {

namespace {

constexpr std::size_t kDepth = 10;

[[noreturn]] void fail(std::string_view file, int line, std::string_view what) {
    throw ConfigError(std::string(file) + ", строка " + std::to_string(line) + ": " + std::string(what));
}

template <typename Use>
void for_each_line(std::string_view text, Use&& use) {
    for (int number = 1; !text.empty(); ++number) {
        const auto end = text.find('\n');
        auto line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (!line.empty()) use(line, number);
    }
}

double gain(double grade) { return std::exp2(grade) - 1; }

}  // namespace

std::vector<JudgedQuery> read_queries(std::string_view file, std::string_view text) {
    std::vector<JudgedQuery> queries;
    for_each_line(text, [&](std::string_view line, int number) {
        const auto json = nlohmann::json::parse(line, nullptr, false);
        const auto has_text = [&](const char* key) { return json.contains(key) && json[key].is_string(); };
        if (!json.is_object() || !has_text("id") || !has_text("text"))
            fail(file, number, R"(нужна запись JSON вида {"id": "q1", "text": "вопрос", "kind": "short"}.)");
        queries.push_back(
            {json["id"], json["text"], has_text("kind") ? json["kind"].get<std::string>() : ""});
    });
    return queries;
}

Judgements read_judgements(std::string_view file, std::string_view text) {
    Judgements judgements;
    for_each_line(text, [&](std::string_view line, int number) {
        const auto first = line.find('\t');
        const auto second = first == std::string_view::npos ? first : line.find('\t', first + 1);
        if (first == std::string_view::npos) fail(file, number, "нужно «вопрос ⇥ путь статьи ⇥ оценка».");
        double grade = 1;
        if (second != std::string_view::npos) {
            const auto* begin = line.data() + second + 1;
            if (std::from_chars(begin, line.data() + line.size(), grade).ec != std::errc{})
                fail(file, number, "оценка — не число.");
        }
        const auto path =
            line.substr(first + 1, second == std::string_view::npos ? second : second - first - 1);
        if (grade > 0) judgements[std::string(line.substr(0, first))][std::string(path)] = grade;
    });
    return judgements;
}

void RelevanceMetrics::add(const RelevanceMetrics& other) {
    ndcg10 += other.ndcg10;
    mrr10 += other.mrr10;
    success1 += other.success1;
    success3 += other.success3;
    queries += other.queries;
}

RelevanceMetrics RelevanceMetrics::mean() const {
    if (queries == 0) return {};
    return {ndcg10 / queries, mrr10 / queries, success1 / queries, success3 / queries, queries};
}

RelevanceMetrics score_ranking(const std::vector<std::string>& paths,
                               const std::map<std::string, double>& grades) {
    RelevanceMetrics out;
    out.queries = 1;
    double dcg = 0;
    for (std::size_t i = 0; i < std::min(paths.size(), kDepth); ++i) {
        const auto found = grades.find(paths[i]);
        if (found == grades.end()) continue;
        dcg += gain(found->second) / std::log2(static_cast<double>(i) + 2);
        if (out.mrr10 > 0) continue;
        out.mrr10 = 1.0 / static_cast<double>(i + 1);
        out.success1 = i == 0 ? 1 : 0;
        out.success3 = i < 3 ? 1 : 0;
    }
    std::vector<double> best;
    for (const auto& [path, grade] : grades) best.push_back(grade);
    std::sort(best.rbegin(), best.rend());
    double ideal = 0;
    for (std::size_t i = 0; i < std::min(best.size(), kDepth); ++i)
        ideal += gain(best[i]) / std::log2(static_cast<double>(i) + 2);
    if (ideal > 0) out.ndcg10 = dcg / ideal;
    return out;
}

}  // namespace kb
