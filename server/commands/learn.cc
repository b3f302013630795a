// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/commands/learn.h"

#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "indexer/error.h"
#include "indexer/file_system.h"
#include "server/search/confidence_learning.h"
#include "server/search/learning.h"

namespace kb {

namespace {

std::string read_file(const std::string& path) {
    auto text = real_file_system().read(path);
    if (!text) throw IoError(path + ": такого файла нет. Проверьте путь.");
    return std::move(*text);
}

JudgedBase read_base(const std::string& file, int number, const std::string& line) {
    const auto json = nlohmann::json::parse(line, nullptr, false);
    const auto text = [&](const char* key) -> std::string {
        if (json.is_object() && json.contains(key) && json[key].is_string()) return json[key];
        throw ConfigError(fmt::format(
            R"({}, строка {}: нужна запись JSON вида {{"name": "база", "index": "…", "queries": "…", "qrels": "…"}}.)",
            file, number));
    };
    const auto folder = std::filesystem::path(file).parent_path();
    const auto path = [&](const char* key) { return (folder / text(key)).string(); };
    JudgedBase base;
    base.name = text("name");
    base.index_dir = path("index");
    base.queries = read_queries(path("queries"), read_file(path("queries")));
    base.judgements = read_judgements(path("qrels"), read_file(path("qrels")));
    if (json.contains("weight") && json["weight"].is_number()) base.weight = json["weight"];
    return base;
}

std::vector<LearntList> read_all(const LearnCommandOptions& options) {
    RankingWeights weights;
    if (!options.weights_file.empty()) weights = read_weights(read_file(options.weights_file));
    std::vector<LearntList> lists;
    std::istringstream lines(read_file(options.bases_file));
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
        if (line.empty()) continue;
        auto more = read_lists(read_base(options.bases_file, number, line), weights);
        lists.insert(lists.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    }
    if (lists.empty()) throw ConfigError(options.bases_file + ": нет ни одного вопроса с известным ответом.");
    return lists;
}

void print(const std::vector<LearningRow>& rows) {
    fmt::print("nDCG@10 / доля с ответом в первых трёх\n");
    fmt::print("{:<26}{:>8}  {:^15}{:^15}{:^15}{:^15}\n", "база", "вопросов", "без модели", "другие 4/5",
               "другие базы", "обучена на всём");
    const auto cell = [](const LearningRow::Score& score) {
        return fmt::format("{:.4f} / {:.3f}", score.ndcg10, score.success3);
    };
    for (const auto& row : rows)
        fmt::print("{:<26}{:>8}  {:^15}{:^15}{:^15}{:^15}\n", row.base, row.questions, cell(row.without),
                   cell(row.folds), cell(row.other_bases), cell(row.all));
}

AskedBase read_asked_base(const std::string& file, int number, const std::string& line) {
    const auto json = nlohmann::json::parse(line, nullptr, false);
    const bool has_index = json.is_object() && json.contains("index");
    AskedBase base;
    if (has_index) {
        auto judged = read_base(file, number, line);
        base.name = base.field = judged.name;
        base.index_dir = judged.index_dir;
        base.queries = std::move(judged.queries);
        base.judgements = std::move(judged.judgements);
        base.weight = judged.weight;
    } else {
        const auto text = [&](const char* key) -> std::string {
            if (json.is_object() && json.contains(key) && json[key].is_string()) return json[key];
            throw ConfigError(fmt::format(R"({}, строка {}: нужна запись JSON с "{}".)", file, number, key));
        };
        base.name = base.field = text("name");
        const auto path = (std::filesystem::path(file).parent_path() / text("queries")).string();
        base.queries = read_queries(path, read_file(path));
    }
    if (json.contains("field") && json["field"].is_string()) base.field = json["field"].get<std::string>();
    if (json.contains("alike") && json["alike"].is_array())
        for (const auto& field : json["alike"])
            if (field.is_string()) base.alike.insert(field.get<std::string>());
    if (json.contains("lends") && json["lends"].is_boolean()) base.lends = json["lends"].get<bool>();
    return base;
}

void print(const char* head, const std::vector<ConfidenceRow>& rows) {
    fmt::print("{}\n{:<58}{:>8}{:>17}{:>13}{:>13}\n", head, "", "вопросов", "обучена на всём", "другие 4/5",
               "другие базы");
    for (const auto& row : rows) {
        const auto percent = [&](int part) { return fmt::format("{:.1f} %", 100.0 * part / row.questions); };
        fmt::print("{:<58}{:>8}{:>17}{:>13}{:>13}\n", row.what, row.questions, percent(row.all),
                   percent(row.folds), percent(row.other_bases));
    }
}

int learn_confidence_command(const LearnCommandOptions& options) {
    RankingWeights weights;
    if (!options.weights_file.empty()) weights = read_weights(read_file(options.weights_file));
    std::vector<AskedBase> bases;
    std::istringstream lines(read_file(options.bases_file));
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number)
        if (!line.empty()) bases.push_back(read_asked_base(options.bases_file, number, line));
    const auto learning = learn_confidence(bases, meet_questions(bases, weights), options.threshold);
    print("Промолчали на чужие вопросы", learning.foreign);
    print("Зря промолчали на свои", learning.own);
    if (options.model_file.empty()) return exit_code::ok;
    const char* head =
        "# Два логистических уравнения: относится ли вопрос к базе (belonging.h) и верна ли статья "
        "(confidence.h).\n"
        "# Сделано командой kb-server learn --confidence; как повторить и что даёт — docs/relevance.md.\n";
    real_file_system().write_atomically(options.model_file, head + write_confidence_model(learning.model));
    return exit_code::ok;
}

}  // namespace

int learn_command(const LearnCommandOptions& options) {
    if (options.is_confidence) return learn_confidence_command(options);
    const auto lists = read_all(options);
    LearnOptions how;
    how.trees = options.trees;
    how.leaves = options.leaves;
    how.least_in_leaf = options.least_in_leaf;
    const auto learning = learn(lists, how);
    print(learning.rows);
    if (options.model_file.empty()) return exit_code::ok;
    const auto head = fmt::format(
        "# Деревья, поправляющие порядок лучших статей (rank_model.h). Сделано командой kb-server learn\n"
        "# из {} вопросов; как повторить и что даёт — docs/relevance.md.\n",
        lists.size());
    real_file_system().write_atomically(options.model_file, head + write_model(learning.model));
    return exit_code::ok;
}

}  // namespace kb
