// SPDX-License-Identifier: GPL-2.0-or-later
// A support journal. One trouble is written down in many ways:
//
//     01.03.2024  пропал интернет после грозы     заменили блок питания
//     04.03.2024  интернет пропал, гроза была     заменили блок питания
//
// Reasons whose stems overlap by half (Jaccard) with the first of a cluster join it, found through the stems
// they share. A cluster of two rows or more becomes one draft: its commonest wording is the title, the others
// are aliases, the solutions are counted, and it says when the trouble came first and last. Rare reasons are
// told in the report, not made into articles.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

#include "indexer/lint_report.h"
#include "indexer/transfer/import.h"
#include "indexer/transfer/markdown_text.h"
#include "indexer/transfer/question_rows.h"
#include "indexer/transfer/table_dates.h"
#include "stemming/analyzer.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kMaxAliases = 8;
constexpr std::size_t kMaxSolutions = 12;

// Whether somebody wrote down what helped: not «-», «—//—», «то же», «решено».
bool says_something(std::string_view answer) {
    constexpr std::array kSilent = {"то же", "тоже",   "то же самое", "ок",
                                    "ok",    "решено", "сделано",     "выполнено"};
    std::string low = lower(trimmed(squeezed(answer)));
    while (low.ends_with('.')) low.pop_back();
    const bool has_letter = low.find_first_not_of(" -/\"'.+") != std::string::npos && !low.starts_with("—");
    return has_letter && std::find(kSilent.begin(), kSilent.end(), low) == kSilent.end();
}

struct Cluster {
    std::set<std::string> stems;
    std::map<std::string, int> wordings;
    std::map<std::string, int> solutions;
    int rows = 0;
    std::string first_day, last_day;  // YYYY-MM-DD or empty
};

class Clusters {
public:
    void add(const QuestionRow& row) {
        std::set<std::string> stems;
        for (Token& token : analyzer_.analyze(row.question)) {
            if (!token.is_stop_word && !token.is_compound)
                stems.insert(token.derived.empty() ? token.stem : token.derived);
        }
        Cluster& cluster = all_[home_of(stems)];
        ++cluster.rows;
        ++cluster.wordings[trimmed(squeezed(row.question))];
        if (says_something(row.answer)) ++cluster.solutions[trimmed(squeezed(row.answer))];
        if (row.date.empty()) return;
        if (cluster.first_day.empty() || row.date < cluster.first_day) cluster.first_day = row.date;
        cluster.last_day = std::max(cluster.last_day, row.date);
    }
    const std::vector<Cluster>& all() const { return all_; }

private:
    std::size_t home_of(const std::set<std::string>& stems) {
        std::unordered_map<std::size_t, std::size_t> shared;
        for (const std::string& stem : stems) {
            const auto found = by_stem_.find(stem);
            if (found == by_stem_.end()) continue;
            for (const std::size_t cluster : found->second) ++shared[cluster];
        }
        std::size_t best = all_.size();
        double most = 0.5;
        for (const auto& [cluster, count] : shared) {
            const double joined = static_cast<double>(stems.size() + all_[cluster].stems.size() - count);
            const double likeness = static_cast<double>(count) / joined;
            if (likeness > most || (likeness == most && (best == all_.size() || cluster < best))) {
                most = likeness;
                best = cluster;
            }
        }
        if (best < all_.size()) return best;
        all_.push_back({stems, {}, {}, 0, "", ""});
        for (const std::string& stem : stems) by_stem_[stem].push_back(best);
        return best;
    }

    Analyzer analyzer_;
    std::vector<Cluster> all_;
    std::unordered_map<std::string, std::vector<std::size_t>> by_stem_;
};

std::vector<std::pair<std::string, int>> most_common(const std::map<std::string, int>& counts) {
    std::vector<std::pair<std::string, int>> sorted(counts.begin(), counts.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    return sorted;
}

// «, с 01.03.2024 по 15.05.2024»
std::string span_text(const std::string& first, const std::string& last) {
    if (first.empty()) return "";
    return first == last ? ", " + shown_day(first)
                         : fmt::format(", с {} по {}", shown_day(first), shown_day(last));
}

ImportedArticle draft_of(const Cluster& cluster) {
    ImportedArticle article;
    const auto wordings = most_common(cluster.wordings);
    article.title = wordings.front().first;
    article.source = fmt::format("журнал: {}", article.title);
    for (std::size_t i = 1; i < wordings.size() && article.aliases.size() < kMaxAliases; ++i)
        article.aliases.emplace_back(first_code_points(wordings[i].first, 200));
    article.markdown = fmt::format("<!-- Из журнала: {}{}. Проверьте и допишите. -->\n\n## Что помогало\n\n",
                                   counted(static_cast<std::size_t>(cluster.rows), "раз", "раза", "раз"),
                                   span_text(cluster.first_day, cluster.last_day));
    const auto solutions = most_common(cluster.solutions);
    for (std::size_t i = 0; i < std::min(solutions.size(), kMaxSolutions); ++i) {
        article.markdown +=
            fmt::format("- {} (раз: {})\n", with_plain_beginning(markdown_escaped(solutions[i].first)),
                        solutions[i].second);
    }
    return article;
}

// «Записей 120, с 01.03.2024 по 30.06.2024; разных причин 34, частых 12.»
std::string journal_note(const QuestionRows& read, std::size_t reasons, std::size_t common) {
    std::string first, last;
    for (const QuestionRow& row : read.rows) {
        if (!row.date.empty() && (first.empty() || row.date < first)) first = row.date;
        last = std::max(last, row.date);
    }
    return fmt::format("В журнале записей {}{}; разных причин {}, повторяются {}.", read.rows.size(),
                       span_text(first, last), reasons, common);
}

}  // namespace

Imported read_journal(std::string_view table, const std::string& sheet) {
    QuestionRows read = read_question_rows(table, sheet);
    Imported imported;
    Clusters clusters;
    for (const QuestionRow& row : read.rows) clusters.add(row);
    std::vector<const Cluster*> common;
    for (const Cluster& cluster : clusters.all()) {
        if (cluster.rows >= 2)
            common.push_back(&cluster);
        else
            ++imported.losses["причина, которая встретилась один раз"];
    }
    imported.problems = std::move(read.problems);
    imported.notes = std::move(read.notes);
    imported.notes.push_back(journal_note(read, clusters.all().size(), common.size()));
    if (read.undated > 0) imported.losses["дата без года или не дата"] = read.undated;
    std::stable_sort(common.begin(), common.end(),
                     [](const auto* a, const auto* b) { return a->rows > b->rows; });
    for (const Cluster* cluster : common) imported.articles.push_back(draft_of(*cluster));
    return imported;
}

}  // namespace kb
