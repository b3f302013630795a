// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/commands/transfer.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "indexer/error.h"
#include "indexer/lint_report.h"
#include "indexer/progress.h"

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

// Foreign names may hold what a terminal obeys.
std::string on_one_line(std::string text) {
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    return text;
}

void print_list(const std::string& title, const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    print(fmt::format("{}: {}\n", title, lines.size()));
    for (std::size_t i = 0; i < std::min(lines.size(), kMostShown); ++i)
        print("  " + on_one_line(lines[i]) + "\n");
    if (lines.size() > kMostShown) print(fmt::format("  … и ещё {}\n", lines.size() - kMostShown));
}

// «Итог: 12 черновиков, 5 картинок и файлов, похожих 2, не прочитано 1.»
std::string summary(const ImportRequest& request, const ImportReport& report) {
    std::string text =
        fmt::format("Итог: {}", counted(report.written.size(), "черновик", "черновика", "черновиков"));
    if (report.files > 0) text += fmt::format(", картинок и файлов {}", report.files);
    if (!report.skipped.empty()) text += fmt::format(", уже были {}", report.skipped.size());
    if (!report.doubles.empty())
        text += fmt::format(", похожих {}{}", report.doubles.size(),
                            request.skips_doubles ? " (не созданы)" : "");
    if (!report.problems.empty())
        text += fmt::format(", не прочитано или не перенесено {}", report.problems.size());
    return text + (request.is_dry_run ? ". Ничего не записано: это проба.\n" : ".\n");
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

int run_import(ImportRequest request) {
    require_folder(request.articles_dir);
    ImportReport report;
    {
        const auto start = Progress::Clock::now();
        Progress progress(stderr, ::isatty(STDERR_FILENO) != 0, start);
        request.on_progress = [&](std::size_t done, std::size_t total) {
            progress.show(done, total, Progress::Clock::now());
        };
        report = import_articles(real_file_system(), request);
    }
    for (const std::string& note : report.notes) print(note + "\n");
    print_list(request.is_dry_run ? "Будут созданы черновики" : "Созданы черновики", report.written);
    if (report.files > 0)
        print(fmt::format("{} рядом с ними картинок и файлов: {}\n",
                          request.is_dry_run ? "Будет положено" : "Положено", report.files));
    print_list("Такие файлы уже есть, их не трогали", report.skipped);
    print_list(request.skips_doubles ? "Похожи на другие статьи, не созданы"
                                     : "Похожи на другие статьи, проверьте, нужны ли обе",
               report.doubles);
    print_list("Не прочитано или не перенесено", report.problems);
    if (!report.losses.empty()) print("Осталось в прежней программе или ждёт вас:\n");
    for (const auto& [what, count] : report.losses) print(fmt::format("  {}: {}\n", what, count));
    print(summary(request, report));
    return report.problems.empty() ? exit_code::ok : exit_code::problems_in_articles;
}

}  // namespace kb
