// SPDX-License-Identifier: GPL-2.0-or-later
// Tables of questions and answers, and a support journal. In a journal one trouble is written down in many
// ways:
//
//     01.03  пропал интернет после грозы     заменили блок питания
//     04.03  интернет пропал, гроза была     заменили блок питания
//
// Reasons whose stems overlap by half (Jaccard) with the first of a cluster join it, found through the stems
// they share. A cluster of two rows or more becomes one draft: its commonest wording is the title, the others
// are aliases, the solutions are counted. Rare reasons are told in the report, not made into articles.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

#include "indexer/error.h"
#include "indexer/transfer/html_markdown.h"
#include "indexer/transfer/import.h"
#include "indexer/transfer/markdown_text.h"
#include "server/csv.h"
#include "stemming/analyzer.h"
#include "stemming/encoding.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kMaxRows = 50'000;
constexpr std::size_t kMaxAliases = 8;
constexpr std::size_t kMaxSolutions = 12;

enum class Column { question, answer, category, tags, date, unknown };

Column column_of(std::string_view header) {
    struct Name {
        std::string_view name;
        Column column;
    };
    constexpr std::array kNames = {Name{"question", Column::question}, Name{"title", Column::question},
                                   Name{"reason", Column::question},   Name{"вопрос", Column::question},
                                   Name{"название", Column::question}, Name{"причина", Column::question},
                                   Name{"проблема", Column::question}, Name{"обращение", Column::question},
                                   Name{"тема", Column::question},     Name{"answer", Column::answer},
                                   Name{"solution", Column::answer},   Name{"text", Column::answer},
                                   Name{"ответ", Column::answer},      Name{"решение", Column::answer},
                                   Name{"текст", Column::answer},      Name{"что сделали", Column::answer},
                                   Name{"category", Column::category}, Name{"категория", Column::category},
                                   Name{"раздел", Column::category},   Name{"tags", Column::tags},
                                   Name{"метки", Column::tags},        Name{"date", Column::date},
                                   Name{"дата", Column::date}};
    std::string folded = lower(header);
    while (folded.starts_with(' ')) folded.erase(0, 1);
    while (folded.ends_with(' ')) folded.pop_back();
    const auto found =
        std::find_if(kNames.begin(), kNames.end(), [&](const Name& name) { return name.name == folded; });
    return found == kNames.end() ? Column::unknown : found->column;
}

struct Row {
    int line = 0;
    std::string question, answer, category, tags;
};

struct Rows {
    std::vector<Row> rows;
    std::vector<std::string> problems;
};

Rows read_rows(std::string_view bytes) {
    const std::string text = decode_text(bytes).text;
    Csv csv(text, csv_separator(text));
    Csv::Row cells;
    std::vector<Column> columns;
    if (csv.next(cells)) {
        for (const std::string& cell : cells.cells) columns.push_back(column_of(cell));
    }
    const auto has = [&](Column column) {
        return std::find(columns.begin(), columns.end(), column) != columns.end();
    };
    if (!has(Column::question) || !has(Column::answer)) {
        throw ConfigError(
            "В первой строке таблицы нет нужных столбцов. Назовите их «Вопрос» и «Ответ» или «Причина» и "
            "«Решение».");
    }
    Rows read;
    while (csv.next(cells)) {
        if (cells.is_open || read.rows.size() >= kMaxRows) {
            read.problems.push_back(fmt::format(
                "строка {}: {}.", cells.line, cells.is_open ? "кавычка не закрыта" : "строк больше 50 000"));
            if (!cells.is_open) break;
            continue;
        }
        Row row{cells.line, "", "", "", ""};
        for (std::size_t i = 0; i < std::min(columns.size(), cells.cells.size()); ++i) {
            const std::string cell = valid_utf8(cells.cells[i]);
            if (columns[i] == Column::question) row.question = cell;
            if (columns[i] == Column::answer) row.answer = cell;
            if (columns[i] == Column::category) row.category = cell;
            if (columns[i] == Column::tags) row.tags = cell;
        }
        if (row.question.find_first_not_of(" \n") == std::string::npos) continue;
        read.rows.push_back(std::move(row));
    }
    return read;
}

std::vector<std::string> split_tags(std::string_view text) {
    std::vector<std::string> tags;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(",;"), text.size());
        std::string_view tag = text.substr(0, end);
        while (tag.starts_with(' ')) tag.remove_prefix(1);
        while (tag.ends_with(' ')) tag.remove_suffix(1);
        if (!tag.empty()) tags.emplace_back(tag);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return tags;
}

bool looks_like_html(std::string_view text) {
    return text.find("</") != std::string_view::npos || text.find("<br") != std::string_view::npos;
}

std::string answer_markdown(const std::string& answer, std::map<std::string, int>& losses) {
    if (!looks_like_html(answer)) return markdown_escaped(answer) + "\n";
    HtmlPage page = html_to_markdown(answer);
    for (const auto& [what, count] : page.losses) losses[what] += count;
    return std::move(page.markdown);
}

struct Cluster {
    std::set<std::string> stems;
    std::map<std::string, int> wordings;
    std::map<std::string, int> solutions;
    int rows = 0;
};

class Clusters {
public:
    void add(const Row& row) {
        std::set<std::string> stems;
        for (Token& token : analyzer_.analyze(row.question)) {
            if (!token.is_stop_word && !token.is_compound)
                stems.insert(token.derived.empty() ? token.stem : token.derived);
        }
        Cluster& cluster = all_[home_of(stems)];
        ++cluster.rows;
        ++cluster.wordings[row.question];
        if (row.answer.find_first_not_of(" \n") != std::string::npos) ++cluster.solutions[row.answer];
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
        all_.push_back({stems, {}, {}, 0});
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

ImportedArticle draft_of(const Cluster& cluster) {
    ImportedArticle article;
    const auto wordings = most_common(cluster.wordings);
    article.title = wordings.front().first;
    article.source = fmt::format("журнал: {}", article.title);
    for (std::size_t i = 1; i < wordings.size() && article.aliases.size() < kMaxAliases; ++i)
        article.aliases.emplace_back(first_code_points(wordings[i].first, 200));
    article.markdown = fmt::format(
        "<!-- Из журнала: {} раз. Проверьте и допишите. -->\n\n## Что помогало\n\n", cluster.rows);
    const auto solutions = most_common(cluster.solutions);
    for (std::size_t i = 0; i < std::min(solutions.size(), kMaxSolutions); ++i) {
        std::string line = markdown_escaped(solutions[i].first);
        std::replace(line.begin(), line.end(), '\n', ' ');
        article.markdown += fmt::format("- {} (раз: {})\n", line, solutions[i].second);
    }
    return article;
}

}  // namespace

Imported read_table(std::string_view csv) {
    Rows read = read_rows(csv);
    Imported imported;
    imported.problems = std::move(read.problems);
    for (const Row& row : read.rows) {
        ImportedArticle article;
        article.source = fmt::format("строка {}", row.line);
        article.title = row.question;
        article.markdown = answer_markdown(row.answer, imported.losses);
        article.category = row.category;
        article.tags = split_tags(row.tags);
        imported.articles.push_back(std::move(article));
    }
    return imported;
}

Imported read_journal(std::string_view csv) {
    Rows read = read_rows(csv);
    Imported imported;
    imported.problems = std::move(read.problems);
    Clusters clusters;
    for (const Row& row : read.rows) clusters.add(row);
    std::vector<const Cluster*> common;
    for (const Cluster& cluster : clusters.all()) {
        if (cluster.rows >= 2)
            common.push_back(&cluster);
        else
            ++imported.losses["причина, которая встретилась один раз"];
    }
    std::stable_sort(common.begin(), common.end(),
                     [](const auto* a, const auto* b) { return a->rows > b->rows; });
    for (const Cluster* cluster : common) imported.articles.push_back(draft_of(*cluster));
    return imported;
}

}  // namespace kb
