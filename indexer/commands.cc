// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/commands.h"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>

#include "indexer/check.h"
#include "indexer/error.h"
#include "indexer/file_system.h"
#include "indexer/follow.h"
#include "indexer/lint_report.h"
#include "indexer/progress.h"
#include "indexer/show.h"

namespace kb {

namespace {

using Clock = std::chrono::steady_clock;

void print(std::FILE* out, const std::string& text) {
    std::fputs(text.c_str(), out);
    std::fflush(out);
}

std::string articles_text(std::size_t count) { return counted(count, "статья", "статьи", "статей"); }

// «0,12 с»
std::string seconds_text(Clock::duration elapsed) {
    std::string text = fmt::format("{:.2f} с", std::chrono::duration<double>(elapsed).count());
    text[text.find('.')] = ',';
    return text;
}

void require_articles(const std::string& articles_dir) {
    const auto stat = real_file_system().stat(articles_dir);
    if (!stat || stat->kind != FileStat::Kind::folder) {
        throw ConfigError(
            fmt::format("Нет папки со статьями {}. Укажите её: --articles ПАПКА.", articles_dir));
    }
}

// Errors in full; the rest as a number, since a first build of a large base may have thousands.
void print_problems(const Diagnostics& diagnostics) {
    std::size_t milder = 0;
    for (const Diagnostic& diagnostic : diagnostics) {
        if (diagnostic.severity == Severity::error) {
            print(stderr, format_diagnostic(diagnostic) + "\n");
        } else {
            ++milder;
        }
    }
    if (milder == 0) return;
    const char* beginning = has_errors(diagnostics) ? "И ещё" : "Ошибок нет, есть";
    print(stderr, fmt::format("{} {}: kb-index lint покажет.\n", beginning,
                              counted(milder, "замечание", "замечания", "замечаний")));
}

int code_of(const Diagnostics& diagnostics) {
    return has_errors(diagnostics) ? exit_code::problems_in_articles : exit_code::ok;
}

std::string outcome(const UpdateReport& report, Clock::duration elapsed) {
    const std::string total =
        fmt::format("в индексе {}, {}", articles_text(report.articles), seconds_text(elapsed));
    if (report.is_full) return fmt::format("Индекс построен: {}.\n", total);
    if (!report.is_changed) return fmt::format("Изменений нет: {}.\n", total);
    return fmt::format("Индекс обновлён: записано {}, удалено {}; {}.\n", report.put, report.removed, total);
}

using Work = UpdateReport (*)(FileSystem&, const IndexPaths&, const std::stop_token&, const OnProgress&);

int run_work(Work work, const IndexPaths& paths, bool is_quiet, const std::stop_token& stop) {
    require_articles(paths.articles_dir);
    const auto start = Clock::now();
    UpdateReport report;
    {
        Progress progress(stderr, ::isatty(STDERR_FILENO) != 0, start);
        OnProgress show_progress;
        if (!is_quiet) {
            show_progress = [&](std::size_t done, std::size_t total) {
                progress.show(done, total, Clock::now());
            };
        }
        report = work(real_file_system(), paths, stop, show_progress);
    }
    print_problems(report.diagnostics);
    if (!is_quiet) {
        if (!report.notice.empty()) print(stdout, report.notice + "\n");
        print(stdout, outcome(report, Clock::now() - start));
    }
    return code_of(report.diagnostics);
}

}  // namespace

int run_build(const IndexPaths& paths, bool is_quiet, const std::stop_token& stop) {
    return run_work(build, paths, is_quiet, stop);
}

int run_update(const IndexPaths& paths, bool is_quiet, const std::stop_token& stop) {
    return run_work(update, paths, is_quiet, stop);
}

int run_watch(const IndexPaths& paths, bool is_quiet, const std::stop_token& stop) {
    require_articles(paths.articles_dir);
    bool is_first = true;
    FollowListener listener;
    listener.on_update = [&](const UpdateReport& report) {
        if (!is_first && !report.is_changed && report.diagnostics.empty()) return;
        print_problems(report.diagnostics);
        if (is_quiet) return;
        if (!report.notice.empty()) print(stdout, report.notice + "\n");
        print(stdout, fmt::format("В индексе {}; записано {}, удалено {}.\n", articles_text(report.articles),
                                  report.put, report.removed));
        if (is_first)
            print(stdout, fmt::format("Слежу за папкой {}. Остановить: Ctrl-C.\n", paths.articles_dir));
        is_first = false;
    };
    listener.on_failure = [](const std::string& message) { print(stderr, message + "\n"); };
    follow(real_file_system(), paths, stop, listener);
    return exit_code::ok;
}

int run_check(const IndexPaths& paths, bool is_quiet) {
    require_articles(paths.articles_dir);
    const CheckReport report = check(real_file_system(), paths);
    for (const std::string& difference : report.differences) print(stdout, difference + "\n");
    print_problems(report.diagnostics);
    if (!report.differences.empty()) {
        throw IndexError(
            fmt::format("Индекс расходится со статьями: {}. Запустите kb-index update, а если не поможет — "
                        "kb-index build.",
                        counted(report.differences.size(), "отличие", "отличия", "отличий")));
    }
    if (!is_quiet) {
        print(stdout, fmt::format("Индекс соответствует статьям: {}.\n", articles_text(report.articles)));
        if (report.checksums == ChecksumState::missing) {
            print(stdout, "Контрольных сумм нет: обновление было прервано. Их вернёт kb-index update.\n");
        }
    }
    return code_of(report.diagnostics);
}

int run_show(const IndexPaths& paths, const std::string& id) {
    require_articles(paths.articles_dir);
    print(stdout, show(real_file_system(), paths, id));
    return exit_code::ok;
}

int run_new(const std::string& articles_dir, const NewArticle& article) {
    require_articles(articles_dir);
    const std::string path = create_skeleton(real_file_system(), articles_dir, article);
    print(stdout, fmt::format("Создан черновик {}/{}. Когда он готов, замените status: draft на published.\n",
                              articles_dir, path));
    return exit_code::ok;
}

}  // namespace kb
