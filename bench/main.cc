// SPDX-License-Identifier: GPL-2.0-or-later
// kb-bench: reads its arguments and hands over to a measurement. Maps failures to exit codes.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "bench/figures.h"
#include "bench/http_bench.h"
#include "bench/index_bench.h"
#include "bench/listen_bench.h"
#include "bench/query_bench.h"
#include "bench/spelling_bench.h"
#include "indexer/error.h"

namespace kb {
namespace {

CLI::App* add_command(CLI::App& app, const char* name, const char* about, std::string& record) {
    CLI::App* command = app.add_subcommand(name, about);
    command->set_help_flag("-h,--help", "показать эту справку");
    command->add_option("--record", record, "дописать измеренное в файл, для kb-bench report");
    return command;
}

CLI::App* add_index(CLI::App& app, IndexBenchOptions& options) {
    CLI::App* command = add_command(app, "index", "индексация рядом с простым Xapian", options.record);
    command->add_option("--articles", options.articles, "папки статей; несколько складываются в одну базу")
        ->required();
    command->add_option("--rounds", options.rounds, "сколько кругов")
        ->check(CLI::Range(1, 100).description("от 1 до 100"))
        ->capture_default_str();
    command->add_option("--keep", options.keep, "оставить здесь articles/, ours/ и plain/");
    return command;
}

CLI::App* add_query(CLI::App& app, QueryBenchOptions& options) {
    CLI::App* command =
        add_command(app, "query", "ответы внутри процесса рядом с простым Xapian", options.record);
    command->add_option("--index", options.index_dir, "наш индекс")->required();
    command->add_option("--plain", options.plain_dir,
                        "индекс простого Xapian (его оставляет kb-bench index --keep)");
    command->add_option("--queries", options.queries, "файлы вопросов: строки JSON {id, text, kind}")
        ->required();
    command->add_option("--threads", options.threads, "сколько потоков, можно несколько чисел (обычно 1 2)")
        ->check(CLI::Range(1, 256).description("от 1 до 256"));
    command->add_option("--limit", options.limit, "сколько вопросов каждого вида")->capture_default_str();
    return command;
}

CLI::App* add_http(CLI::App& app, HttpBenchOptions& options) {
    CLI::App* command =
        add_command(app, "http", "ответы по HTTP, правка на ходу, память сервера", options.record);
    auto* url = command->add_option("--url", options.url, "адрес запущенного сервера: только вопросы к нему");
    auto* server =
        command->add_option("--server", options.server, "программа kb-server: запустить свой сервер");
    auto* index = command->add_option("--index", options.index_dir, "наш индекс (сервер работает с копией)");
    auto* articles =
        command->add_option("--articles", options.articles_dir, "статьи этого индекса (копируются)");
    server->needs(index)->needs(articles)->excludes(url);
    command->add_option("--queries", options.queries, "файлы вопросов: строки JSON {id, text, kind}")
        ->required();
    command
        ->add_option("--connections", options.connections,
                     "сколько соединений, можно несколько чисел (обычно 1 2)")
        ->check(CLI::Range(1, 256).description("от 1 до 256"));
    command->add_option("--limit", options.limit, "сколько вопросов каждого вида")->capture_default_str();
    command->add_option("--rounds", options.rounds, "сколько раз сохранить и удалить статью")
        ->capture_default_str();
    return command;
}

CLI::App* add_spelling(CLI::App& app, SpellingBenchOptions& options) {
    CLI::App* command = add_command(app, "spelling", "исправление опечаток рядом с Xapian", options.record);
    command->add_option("--articles", options.articles, "папки статей: их слова и будут списком")->required();
    command->add_option("--words", options.words, "сколько слов в списке")
        ->check(CLI::Range(100, 10'000'000).description("от 100"))
        ->capture_default_str();
    return command;
}

CLI::App* add_listen(CLI::App& app, ListenBenchOptions& options) {
    CLI::App* command =
        app.add_subcommand("listen", "отвечать одним и тем же маленьким JSON, для bench/http.mjs");
    command->add_option("--which", options.which, "ours — наш сервер, stock — сервер cpp-httplib")
        ->check(CLI::IsMember({"ours", "stock"}).description(""));
    command->add_option("--threads", options.threads, "сколько потоков отвечает");
    return command;
}

int run(int argc, char** argv) {
    CLI::App app("Измеряет скорость и память Подсказки", "kb-bench");
    app.require_subcommand(1);
    app.set_help_flag("-h,--help", "показать эту справку");
    IndexBenchOptions index_options;
    QueryBenchOptions query_options;
    HttpBenchOptions http_options;
    SpellingBenchOptions spelling_options;
    std::string figures_file;
    const CLI::App* index_command = add_index(app, index_options);
    const CLI::App* query_command = add_query(app, query_options);
    const CLI::App* http_command = add_http(app, http_options);
    const CLI::App* spelling_command = add_spelling(app, spelling_options);
    ListenBenchOptions listen_options;
    const CLI::App* listen_command = add_listen(app, listen_options);
    CLI::App* report_command = app.add_subcommand("report", "всё измеренное одной таблицей, рядом с целями");
    report_command->add_option("FILE", figures_file, "что дописывал --record")->required();
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? exit_code::ok : exit_code::usage;
    }
    if (*http_command && http_options.url.empty() == http_options.server.empty())
        throw ConfigError(
            "Нужно одно из двух: --url запущенного сервера или --server с --index и --articles.");
    if (*index_command) bench_index(index_options);
    if (*query_command) bench_query(query_options);
    if (*http_command) bench_http(http_options);
    if (*spelling_command) bench_spelling(spelling_options);
    if (*listen_command) bench_listen(listen_options);
    if (*report_command) print_report(read_figures(figures_file));
    return exit_code::ok;
}

int failed(const std::exception& e, int code) {
    fmt::print(stderr, "kb-bench: {}\n", e.what());
    return code;
}

}  // namespace
}  // namespace kb

int main(int argc, char** argv) {
    try {
        return kb::run(argc, argv);
    } catch (const kb::ConfigError& e) {
        return kb::failed(e, kb::exit_code::usage);
    } catch (const kb::BusyError& e) {
        return kb::failed(e, kb::exit_code::busy);
    } catch (const std::exception& e) {
        return kb::failed(e, kb::exit_code::failure);
    }
}
