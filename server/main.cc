// SPDX-License-Identifier: GPL-2.0-or-later
// kb-server: reads its arguments and hands over to a command. Maps failures to exit codes.
#include <fmt/format.h>
#include <sodium.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "indexer/error.h"
#include "indexer/usage_text.h"
#include "server/commands/ask.h"
#include "server/commands/eval.h"
#include "server/commands/serve.h"

namespace kb {
namespace {

void add_audience(CLI::App& command, std::string& audience) {
    command.add_option("--audience", audience, "чьими глазами искать: public или internal")
        ->check(CLI::IsMember({"public", "internal"}).description(""));
}

void add_index(CLI::App& command, std::string& index_dir) {
    command.add_option("--index", index_dir, "папка индекса (её собирает kb-index)")->capture_default_str();
}

CLI::App* add_command(CLI::App& app, const char* name, const char* about) {
    CLI::App* command = app.add_subcommand(name, about)->group(kCommandsTitle);
    command->set_help_flag("-h,--help", "показать эту справку");
    return command;
}

CLI::App* add_serve(CLI::App& app, ServeOptions& options) {
    CLI::App* command = add_command(app, "serve", "запустить сайт и API");
    add_index(*command, options.index_dir);
    command->add_option("--store", options.store_file, "файл голосов и статистики")->capture_default_str();
    command->add_option("--listen", options.listen, "адрес и порт; порт 0 — любой свободный")
        ->capture_default_str();
    command->add_option("--articles", options.articles_dir,
                        "папка статей: следить за ней и показывать картинки");
    command->add_option("--config", options.config_file, "файл настроек kb.yaml");
    return command;
}

void add_ask_options(CLI::App& command, AskOptions& options) {
    add_index(command, options.index_dir);
    add_audience(command, options.audience);
    command.add_flag("--json", options.as_json, "вывести ответ как JSON, тот же, что у API");
    command.add_flag("--explain", options.explain, "показать, почему нашлось");
    command.add_option("--limit", options.limit, "сколько ответов")
        ->type_name("ЧИСЛО")
        ->check(CLI::Range(1, 50).description("от 1 до 50"));
}

CLI::App* add_search(CLI::App& app, AskOptions& options) {
    CLI::App* command = add_command(app, "search", "поискать по базе знаний");
    add_ask_options(*command, options);
    command->add_option("QUERY", options.words, "что искать")->type_name("ЗАПРОС")->required();
    return command;
}

CLI::App* add_suggest(CLI::App& app, AskOptions& options) {
    CLI::App* command = add_command(app, "suggest", "подобрать статьи к обращению");
    add_ask_options(*command, options);
    command->add_option("FILE", options.file, "файл с письмом или текстом; «-» — из стандартного ввода")
        ->capture_default_str();
    return command;
}

CLI::App* add_eval(CLI::App& app, EvalOptions& options) {
    CLI::App* command =
        add_command(app, "eval", "измерить качество поиска на вопросах с известными ответами");
    add_index(*command, options.index_dir);
    add_audience(*command, options.audience);
    command->add_option("--queries", options.queries_file, "вопросы: строки JSON {id, text, kind}")
        ->required();
    command->add_option("--qrels", options.judgements_file, "ответы: вопрос ⇥ путь статьи ⇥ оценка")
        ->required();
    command
        ->add_option("--mode", options.mode, "search, suggest или auto: длинные тексты считать обращениями")
        ->check(CLI::IsMember({"search", "suggest", "auto"}).description(""));
    command->add_option("--run", options.run_file, "записать найденное: вопрос ⇥ путь ⇥ вес");
    command->add_option("--weights", options.weights_file, "файл весов ранжирования для пробы");
    command->add_flag("--json", options.as_json, "вывести JSON");
    return command;
}

int run(int argc, char** argv) {
    CLI::App app("Подсказка: база знаний и поиск для поддержки", "kb-server");
    app.require_subcommand(1);
    for (const auto& [label, word] : usage_labels()) app.get_formatter()->label(label, word);
    app.option_defaults()->group(kOptionsTitle);
    app.set_help_flag("-h,--help", "показать эту справку");
    app.footer("Коды выхода: 0 — всё хорошо, 2 — неверный вызов или настройки, 3 — сбой, 75 — индекс занят.");
    ServeOptions serve_options;
    AskOptions search_options;
    AskOptions suggest_options;
    const CLI::App* serve_command = add_serve(app, serve_options);
    const CLI::App* search_command = add_search(app, search_options);
    const CLI::App* suggest_command = add_suggest(app, suggest_options);
    EvalOptions eval_options;
    const CLI::App* eval_command = add_eval(app, eval_options);
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        fmt::print("{}", aligned_help(app.help()));
        return exit_code::ok;
    } catch (const CLI::ParseError& e) {
        throw ConfigError(usage_complaint(e.what()) + " Справка: kb-server --help");
    }
    if (sodium_init() < 0)
        throw IoError("Криптографическая библиотека не запустилась: нет источника случайности.");
    if (*serve_command) return serve(serve_options);
    if (*search_command) return ask_search(search_options);
    if (*suggest_command) return ask_suggest(suggest_options);
    if (*eval_command) return eval(eval_options);
    return exit_code::usage;
}

int failed(const std::exception& e, int code) {
    fmt::print(stderr, "kb-server: {}\n", e.what());
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
