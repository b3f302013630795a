// SPDX-License-Identifier: GPL-2.0-or-later
// The questions are asked twice of one index in a temporary folder: as the articles folder has it, and
// after an update that reads FILE where synonyms.txt stands. So everything that the file can change is tried
// as it will be, protected words too, and nothing of the real index is touched.
#include "indexer/commands/synonyms.h"

#include <fmt/format.h>
#include <stdlib.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <map>

#include "indexer/error.h"
#include "indexer/generation.h"
#include "indexer/lint_report.h"
#include "server/search/evaluate.h"
#include "stemming/analyzer.h"
#include "stemming/synonyms.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kShownArticles = 3;
constexpr std::size_t kShownCharacters = 100;  // of a question
constexpr double kSameScore = 0.0005;

class TempFolder {
public:
    TempFolder() {
        std::string pattern = (fs::temp_directory_path() / "kb-synonyms-XXXXXX").string();
        if (!::mkdtemp(pattern.data()))
            throw IoError(pattern + ": временная папка не создаётся. Проверьте место на диске и TMPDIR.");
        path_ = pattern;
    }
    ~TempFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    std::string index() const { return path_ + "/index"; }

private:
    std::string path_;
};

// The real disk, but one file has other bytes.
class WithOtherFile : public FileSystem {
public:
    WithOtherFile(std::string path, std::string bytes) : path_(std::move(path)), bytes_(std::move(bytes)) {}

    std::optional<FileStat> stat(const std::string& path) override { return real().stat(path); }
    std::optional<std::string> read(const std::string& path) override {
        return path == path_ ? bytes_ : real().read(path);
    }
    std::vector<std::string> list(const std::string& folder) override { return real().list(folder); }
    std::optional<std::string> canonical(const std::string& path) override { return real().canonical(path); }
    void write_atomically(const std::string& path, std::string_view bytes) override {
        real().write_atomically(path, bytes);
    }
    void rename(const std::string& from, const std::string& to) override { real().rename(from, to); }
    void make_folders(const std::string& path) override { real().make_folders(path); }
    void remove_all(const std::string& path) override { real().remove_all(path); }

private:
    static FileSystem& real() { return real_file_system(); }
    std::string path_, bytes_;
};

std::string read_file(const std::string& path) {
    auto text = real_file_system().read(path);
    if (!text) throw ConfigError(path + ": такого файла нет. Проверьте путь.");
    return std::move(*text);
}

Diagnostics problems_of(const std::string& file, const std::string& text) {
    Analyzer analyzer;
    Synonyms synonyms;
    return synonyms.add(file, text, analyzer);
}

using Ranked = std::map<std::string, std::vector<std::string>>;  // question → articles, best first

Ranked ask(const EvalSetup& setup) {
    Ranked ranked;
    const std::string run = evaluate(setup).run;
    for (std::size_t at = 0; at < run.size();) {
        const auto end = run.find('\n', at);
        const auto first = run.find('\t', at);
        const auto second = run.find('\t', first + 1);
        ranked[run.substr(at, first - at)].push_back(run.substr(first + 1, second - first - 1));
        at = end + 1;
    }
    return ranked;
}

// An index of the articles as they are, in the temporary folder.
void prepare_index(const IndexPaths& real, const IndexPaths& copy) {
    if (live_generation(real.index_dir)) {
        const WriterLock nobody_writes(real.index_dir);
        fs::copy(real.index_dir, copy.index_dir, fs::copy_options::recursive);
    }
    update(real_file_system(), copy);
}

struct Change {
    std::string question;
    std::vector<std::string> before, after;  // the first articles
    std::optional<double> gain;              // nDCG@10 after less before; nothing without judgements
};

std::vector<std::string> first_of(const std::vector<std::string>& paths) {
    return {paths.begin(),
            paths.begin() + static_cast<std::ptrdiff_t>(std::min(paths.size(), kShownArticles))};
}

std::vector<Change> changes_between(const EvalSetup& setup, Ranked& before, Ranked& after) {
    std::vector<Change> changes;
    for (const auto& query : setup.queries) {
        Change change{query.text, first_of(before[query.id]), first_of(after[query.id]), std::nullopt};
        if (const auto judged = setup.judgements.find(query.id); judged != setup.judgements.end())
            change.gain = score_ranking(after[query.id], judged->second).ndcg10 -
                          score_ranking(before[query.id], judged->second).ndcg10;
        const bool is_rescored = change.gain && std::abs(*change.gain) > kSameScore;
        if (is_rescored || change.before != change.after) changes.push_back(std::move(change));
    }
    std::stable_sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) {
        return a.gain.value_or(0) < b.gain.value_or(0);
    });
    return changes;
}

const char* verdict(const Change& change) {
    if (!change.gain || std::abs(*change.gain) <= kSameScore) return "иначе";
    return *change.gain > 0 ? "лучше" : "хуже";
}

std::string joined(const std::vector<std::string>& paths) {
    if (paths.empty()) return "ничего не найдено";
    std::string text;
    for (const auto& path : paths) text += (text.empty() ? "" : ", ") + path;
    return text;
}

void print_change(const Change& change) {
    std::string question = change.question;
    std::replace(question.begin(), question.end(), '\n', ' ');
    const auto shown = first_code_points(question, kShownCharacters);
    std::string gain = change.gain ? fmt::format(" ({:+.2f})", *change.gain) : "";
    std::replace(gain.begin(), gain.end(), '.', ',');
    fmt::print("{}{}: {}{}\n  было:  {}\n  стало: {}\n", verdict(change), gain, shown,
               shown.size() < question.size() ? "…" : "", joined(change.before), joined(change.after));
}

int report(const EvalSetup& setup, const std::vector<Change>& changes) {
    std::map<std::string_view, int> counts;
    for (const Change& change : changes) {
        print_change(change);
        ++counts[verdict(change)];
    }
    const std::string asked = counted(setup.queries.size(), "вопрос", "вопроса", "вопросов");
    if (changes.empty()) {
        fmt::print("Спросили {}: ответы те же.\n", asked);
        return exit_code::ok;
    }
    fmt::print("\nСпросили {}, ответы изменились у {}: лучше {}, хуже {}, иначе {}.\n", asked, changes.size(),
               counts["лучше"], counts["хуже"], counts["иначе"]);
    if (setup.judgements.empty())
        fmt::print("Что лучше, а что хуже, видно, если дать верные ответы: --qrels ФАЙЛ.\n");
    return counts["хуже"] > 0 ? exit_code::problems_in_articles : exit_code::ok;
}

int run_check_file(const std::string& file) {
    const auto problems = problems_of(file, read_file(file));
    fmt::print("{}", diagnostics_text(problems));
    return problems.empty() ? exit_code::ok : exit_code::problems_in_articles;
}

int run_try(const SynonymsOptions& options) {
    if (options.queries_file.empty()) throw ConfigError("Не хватает вопросов: добавьте --queries ФАЙЛ.");
    const std::string text = read_file(options.try_file);
    EvalSetup setup;
    setup.queries = read_queries(options.queries_file, read_file(options.queries_file));
    if (!options.judgements_file.empty())
        setup.judgements = read_judgements(options.judgements_file, read_file(options.judgements_file));
    const auto problems = problems_of(options.try_file, text);
    if (!problems.empty()) fmt::print("{}\n", diagnostics_text(problems));
    const TempFolder folder;
    const IndexPaths copy{options.paths.articles_dir, folder.index()};
    prepare_index(options.paths, copy);
    setup.index_dir = copy.index_dir;
    auto before = ask(setup);
    WithOtherFile tried(copy.articles_dir + "/synonyms.txt", text);
    update(tried, copy);
    auto after = ask(setup);
    const int code = report(setup, changes_between(setup, before, after));
    return problems.empty() ? code : static_cast<int>(exit_code::problems_in_articles);
}

}  // namespace

int run_synonyms(const SynonymsOptions& options) {
    if (options.check_file.empty() == options.try_file.empty())
        throw ConfigError("Нужно одно из двух: --check ФАЙЛ или --try ФАЙЛ --queries ФАЙЛ.");
    return options.check_file.empty() ? run_try(options) : run_check_file(options.check_file);
}

}  // namespace kb
