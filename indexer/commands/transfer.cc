// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/commands/transfer.h"

#include <fmt/format.h>

#include <cstdio>

#include "indexer/error.h"
#include "indexer/lint_report.h"

namespace kb {
namespace {

constexpr std::size_t kMostShown = 20;

void print(const std::string& text) {
    std::fputs(text.c_str(), stdout);
    std::fflush(stdout);
}

void require_folder(const std::string& path) {
    const auto stat = real_file_system().stat(path);
    if (!stat || stat->kind != FileStat::Kind::folder)
        throw ConfigError(fmt::format("Нет папки со статьями {}. Укажите её: --articles ПАПКА.", path));
}

std::string articles_text(std::size_t count) { return counted(count, "статья", "статьи", "статей"); }

void print_list(const std::string& title, const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    print(fmt::format("{}: {}\n", title, lines.size()));
    for (std::size_t i = 0; i < std::min(lines.size(), kMostShown); ++i) print("  " + lines[i] + "\n");
    if (lines.size() > kMostShown) print(fmt::format("  … и ещё {}\n", lines.size() - kMostShown));
}

}  // namespace

int run_export(const ExportRequest& request) {
    require_folder(request.articles_dir);
    const ExportReport report = export_base(real_file_system(), request);
    print(fmt::format("Выгружено: {}, файлов {}: {}\n", articles_text(report.articles), report.files,
                      request.to));
    if (!has_errors(report.diagnostics)) return exit_code::ok;
    print("Есть статьи с ошибками, их в выгрузке нет: kb-index lint покажет.\n");
    return exit_code::problems_in_articles;
}

int run_import(const ImportRequest& request) {
    require_folder(request.articles_dir);
    const ImportReport report = import_articles(real_file_system(), request);
    print_list(request.is_dry_run ? "Будут созданы черновики" : "Созданы черновики", report.written);
    print_list("Такие файлы уже есть, их не трогали", report.skipped);
    print_list("Не прочитано", report.problems);
    if (!report.losses.empty()) print("Не перенесено или ждёт вас:\n");
    for (const auto& [what, count] : report.losses) print(fmt::format("  {}: {}\n", what, count));
    return report.problems.empty() ? exit_code::ok : exit_code::problems_in_articles;
}

}  // namespace kb
