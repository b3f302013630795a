// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/commands/eval.h"

#include <fmt/format.h>

#include <algorithm>

#include <nlohmann/json.hpp>

#include "indexer/error.h"
#include "indexer/file_system.h"
#include "server/case_file.h"
#include "server/search/damage.h"
#include "server/search/evaluate.h"
#include "stemming/informal_latin.h"
#include "stemming/keyboard_layout.h"

namespace kb {

namespace {

std::string read_file(const std::string& path) {
    auto text = real_file_system().read(path);
    if (!text) throw IoError(path + ": такого файла нет. Проверьте путь.");
    return std::move(*text);
}

// Every line must be good: a measurement on half of the cases would be taken for one on all.
std::vector<SolvedCase> read_cases(const std::string& path) {
    const auto file = read_case_file(path, read_file(path));
    if (!file.problems.empty()) {
        const auto& first = file.problems.front();
        throw ConfigError(fmt::format("{}, строка {}: {}", path, first.line, first.what));
    }
    std::vector<SolvedCase> cases;
    for (const auto& record : file.records) {
        const auto id = static_cast<std::int64_t>(cases.size()) + 1;
        cases.push_back({id, record.text, record.article, record.is_solved, record.at_s.value_or(0)});
    }
    return cases;
}

int print_damage(const EvalOptions& options) {
    const auto caller = options.audience == "internal" ? Caller::internal : Caller::public_;
    const auto queries = read_queries(options.queries_file, read_file(options.queries_file));
    const auto report = measure_damage(options.index_dir, caller, RankingWeights{}, queries);
    for (const auto& word : report.damaged)
        fmt::print("{} → {} ({})\n", word.word, word.read_as, via_name(word.via));
    fmt::print("Латинских слов {}, принято за другие {}: {:.3f} %\n", report.words, report.damaged.size(),
               100 * static_cast<double>(report.damaged.size()) /
                   static_cast<double>(std::max<std::size_t>(report.words, 1)));
    return exit_code::ok;
}

void convert_queries(const EvalOptions& options, std::vector<JudgedQuery>& queries) {
    for (std::size_t i = 0; i < queries.size(); ++i) {
        auto& text = queries[i].text;
        if (options.convert == "layout") text = to_english_layout(text);
        if (options.convert == "translit") text = to_informal_latin(text, options.seed * 1'000'003 + i);
    }
}

EvalSetup read_setup(const EvalOptions& options) {
    EvalSetup setup;
    setup.index_dir = options.index_dir;
    setup.queries = read_queries(options.queries_file, read_file(options.queries_file));
    convert_queries(options, setup.queries);
    setup.judgements = read_judgements(options.judgements_file, read_file(options.judgements_file));
    setup.mode = options.mode == "search"    ? EvalMode::search
                 : options.mode == "suggest" ? EvalMode::suggest
                                             : EvalMode::automatic;
    setup.caller = options.audience == "internal" ? Caller::internal : Caller::public_;
    if (!options.weights_file.empty()) setup.weights = read_weights(read_file(options.weights_file));
    if (!options.cases_file.empty()) setup.cases = read_cases(options.cases_file);
    return setup;
}

double share(int part, int whole) { return whole > 0 ? static_cast<double>(part) / whole : 0; }

void print_group(const std::string& name, const EvalGroup& group) {
    if (group.answerable > 0) {
        const auto mean = group.sum.mean();
        fmt::print("{:<18} {:>6}  {:>7.4f} {:>7.4f} {:>7.4f} {:>7.4f}   {:>5.1f} %\n", name, group.answerable,
                   mean.ndcg10, mean.mrr10, mean.success1, mean.success3,
                   100 * share(group.refused, group.found));
    }
    if (group.unanswerable > 0)
        fmt::print("{:<18} {:>6}  без ответа в базе; промолчали в {:.1f} %\n", name, group.unanswerable,
                   100 * share(group.silent, group.unanswerable));
}

void print_table(const EvalReport& report) {
    fmt::print("{:<18} {:>6}  {:>7} {:>7} {:>7} {:>7}   {}\n", "вид", "число", "nDCG@10", "MRR@10", "S@1",
               "S@3", "зря промолчали");
    for (const auto& [kind, group] : report.kinds) print_group(kind.empty() ? "—" : kind, group);
    print_group("все", report.all);
    fmt::print("время ответа, мс: p50 {:.2f}, p95 {:.2f}, p99 {:.2f}\n", percentile(report.milliseconds, 0.5),
               percentile(report.milliseconds, 0.95), percentile(report.milliseconds, 0.99));
}

nlohmann::json to_json(const EvalGroup& group) {
    const auto mean = group.sum.mean();
    return {{"queries", group.answerable}, {"ndcg10", mean.ndcg10},
            {"mrr10", mean.mrr10},         {"success1", mean.success1},
            {"success3", mean.success3},   {"found", group.found},
            {"refused", group.refused},    {"unanswerable", group.unanswerable},
            {"silent", group.silent}};
}

void print_json(const EvalReport& report) {
    nlohmann::json json{{"all", to_json(report.all)}, {"kinds", nlohmann::json::object()}};
    for (const auto& [kind, group] : report.kinds) json["kinds"][kind] = to_json(group);
    json["milliseconds"] = {{"p50", percentile(report.milliseconds, 0.5)},
                            {"p95", percentile(report.milliseconds, 0.95)},
                            {"p99", percentile(report.milliseconds, 0.99)}};
    fmt::print("{}\n", json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace

int eval(const EvalOptions& options) {
    if (options.measure_damage) return print_damage(options);
    const auto report = evaluate(read_setup(options));
    if (!options.run_file.empty()) real_file_system().write_atomically(options.run_file, report.run);
    if (options.as_json)
        print_json(report);
    else
        print_table(report);
    return exit_code::ok;
}

}  // namespace kb
