// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/commands/lint.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <ctime>

#include "indexer/error.h"
#include "indexer/file_system.h"
#include "indexer/lint/folder.h"
#include "indexer/lint/report.h"
#include "indexer/lint/translation.h"
#include "indexer/lint_report.h"
#include "server/store/database.h"

namespace kb {
namespace {

constexpr std::int64_t kDaySeconds = 24 * 60 * 60;

void print(std::FILE* out, const std::string& text) {
    std::fputs(text.c_str(), out);
    std::fflush(out);
}

void require_articles(const std::string& articles_dir) {
    const auto stat = real_file_system().stat(articles_dir);
    if (!stat || stat->kind != FileStat::Kind::folder) {
        throw ConfigError(
            fmt::format("Нет папки со статьями {}. Укажите её: --articles ПАПКА.", articles_dir));
    }
}

// Views and votes of the last year.
std::map<std::string, ArticleStats> read_stats(const std::string& path) {
    if (path.empty()) return {};
    if (!real_file_system().stat(path)) throw ConfigError(fmt::format("Нет файла со счётчиками {}.", path));
    Database database(path, Database::Mode::read_only);
    const std::int64_t since = std::time(nullptr) / kDaySeconds - 365;
    std::map<std::string, ArticleStats> stats;
    for (const SqlRow& row : database.rows(
             "SELECT article_id, SUM(count) FROM views WHERE day >= ? GROUP BY article_id", {since}))
        stats[text_of(row.at(0))].views = integer_of(row.at(1));
    for (const SqlRow& row : database.rows("SELECT article_id, SUM(helpful), SUM(unhelpful) FROM votes "
                                           "WHERE day >= ? GROUP BY article_id",
                                           {since})) {
        ArticleStats& of_article = stats[text_of(row.at(0))];
        of_article.helpful = integer_of(row.at(1));
        of_article.unhelpful = integer_of(row.at(2));
    }
    return stats;
}

std::string report_text(const LintReport& report, const std::string& articles_dir,
                        const std::string& format) {
    if (format == "json") return diagnostics_json(report.diagnostics, report.articles);
    if (format == "github") return diagnostics_github(report.diagnostics, articles_dir);
    if (format == "sarif") return diagnostics_sarif(report.diagnostics, articles_dir);
    return diagnostics_text(report.diagnostics) +
           fmt::format("Проверено: {}.\n", counted(report.articles, "статья", "статьи", "статей"));
}

}  // namespace

int run_lint(const std::string& articles_dir, const LintCommand& command) {
    if (command.shows_rules) {
        print(stdout, rules_text());
        return exit_code::ok;
    }
    require_articles(articles_dir);
    LintOptions options;
    options.has_language = !command.has_no_language;
    options.stats = read_stats(command.store);
    const LintReport report = lint_folder(real_file_system(), articles_dir, options);
    print(stdout, report_text(report, articles_dir, command.format));
    if (!report.notice.empty()) print(stderr, report.notice + "\n");
    const Severity least = command.fail_on == "hint"      ? Severity::hint
                           : command.fail_on == "warning" ? Severity::warning
                                                          : Severity::error;
    const auto fails = [&](const Diagnostic& diagnostic) { return diagnostic.severity >= least; };
    const bool is_bad = std::any_of(report.diagnostics.begin(), report.diagnostics.end(), fails);
    return is_bad ? exit_code::problems_in_articles : exit_code::ok;
}

int run_translated(const std::string& articles_dir, const std::string& path) {
    require_articles(articles_dir);
    const std::string original = mark_translated(real_file_system(), articles_dir, path);
    print(stdout, fmt::format("Перевод {} соответствует оригиналу {}.\n", path, original));
    return exit_code::ok;
}

}  // namespace kb
