// SPDX-License-Identifier: GPL-2.0-or-later
// kb-index: reads the command line, calls one command, turns failures into exit codes.
#include <fmt/format.h>
#include <pthread.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <stop_token>
#include <string>
#include <thread>

#include "indexer/commands.h"
#include "indexer/commands/lint.h"
#include "indexer/commands/synonyms.h"
#include "indexer/commands/transfer.h"
#include "indexer/error.h"
#include "indexer/usage_text.h"

namespace {

using kb::ArticleType;

constexpr const char* kExitCodes =
    "Коды выхода: 0 — всё хорошо, 1 — ошибки в статьях, 2 — неверный вызов, 3 — сбой, 75 — индекс занят.";

struct Options {
    kb::IndexPaths paths{"articles", "data/index"};
    bool is_quiet = false;
    kb::LintCommand lint;
    kb::ExportRequest taken{"", "", "site", false};
    kb::ImportRequest given;
    std::string id;
    kb::NewArticle article;
    kb::SynonymsOptions synonyms;
    std::string type = "article";
    std::string audience = "public";
};

// Ctrl-C and SIGTERM become a stop request, so that the work can clear up behind itself. A second one
// ends the program at once, which is safe too: it only leaves more for the next run to clear up.
std::stop_token stop_on_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::stop_source source;
    std::stop_token token = source.get_token();
    std::thread([signals, source]() mutable {
        int signal = 0;
        sigwait(&signals, &signal);
        source.request_stop();
        sigwait(&signals, &signal);
        std::_Exit(kb::exit_code::failure);
    }).detach();
    return token;
}

CLI::Option* add_articles(CLI::App* command, Options& options) {
    return command->add_option("--articles", options.paths.articles_dir, "папка со статьями")
        ->type_name("ПАПКА")
        ->capture_default_str();
}

void add_index(CLI::App* command, Options& options) {
    command->add_option("--index", options.paths.index_dir, "папка индекса")
        ->type_name("ПАПКА")
        ->capture_default_str();
}

void add_quiet(CLI::App* command, Options& options) {
    command->add_flag("-q,--quiet", options.is_quiet, "сообщать только об ошибках");
}

CLI::App* add_command(CLI::App& app, const char* name, const char* about) {
    CLI::App* command = app.add_subcommand(name, about)->group(kb::kCommandsTitle);
    command->set_help_flag("-h,--help", "показать эту справку");
    return command;
}

void add_writing_commands(CLI::App& app, Options& options) {
    const std::initializer_list<std::pair<const char*, const char*>> commands = {
        {"build", "построить индекс целиком рядом с рабочим и переключиться на него"},
        {"update", "внести в индекс то, что изменилось"},
        {"watch", "следить за папкой и вносить изменения в течение секунды"},
        {"check", "проверить, что индекс соответствует статьям"}};
    for (const auto& [name, about] : commands) {
        CLI::App* command = add_command(app, name, about);
        add_articles(command, options);
        add_index(command, options);
        add_quiet(command, options);
    }
}

void add_lint_command(CLI::App& app, Options& options) {
    CLI::App* lint = add_command(app, "lint", "найти ошибки в статьях и сказать, как исправить");
    add_articles(lint, options);
    lint->add_option("--format", options.lint.format,
                     "вид ответа: text, github (замечания в запросе на слияние), sarif или json")
        ->type_name("ВИД")
        ->capture_default_str()
        ->check(CLI::IsMember({"text", "github", "sarif", "json"}).description(""));
    lint->add_option("--store", options.lint.store,
                     "файл сервера со счётчиками: найти старые статьи, которые не помогают")
        ->type_name("ФАЙЛ");
    lint->add_option("--fail-on", options.lint.fail_on,
                     "с какой важности код выхода 1: error, warning или hint")
        ->type_name("ВАЖНОСТЬ")
        ->capture_default_str()
        ->check(CLI::IsMember({"error", "warning", "hint"}).description(""));
    lint->add_flag("--no-language", options.lint.has_no_language,
                   "не проверять язык: только строение и ссылки");
    lint->add_flag("--rules", options.lint.shows_rules, "показать все правила");

    CLI::App* translated = add_command(
        app, "translated", "отметить, что перевод соответствует оригиналу, каким он стал сегодня");
    translated->add_option("file", options.id, "путь к переводу ниже папки статей")
        ->type_name("ФАЙЛ")
        ->required();
    add_articles(translated, options);
}

void add_transfer_commands(CLI::App& app, Options& options) {
    CLI::App* taken = add_command(
        app, "export", "выгрузить открытые статьи: сайт без сервера, JSON или страницу для печати");
    add_articles(taken, options);
    taken->add_option("--to", options.taken.to, "новая папка (site) или новый файл")
        ->type_name("ПУТЬ")
        ->required();
    taken->add_option("--format", options.taken.format, "site, jsonl или html")
        ->type_name("ВИД")
        ->capture_default_str()
        ->check(CLI::IsMember({"site", "jsonl", "html"}).description(""));
    taken->add_flag("--with-internal", options.taken.has_internal, "вместе со статьями для сотрудников");

    CLI::App* given = add_command(app, "import", "сделать черновики из выгрузки другой программы");
    given->add_option("from", options.given.from, "файл, папка или архив zip")->type_name("ПУТЬ")->required();
    given
        ->add_option(
            "--kind", options.given.kind,
            "что это: html (страницы, в том числе из Confluence), docx (Word, нужен pandoc), zendesk, "
            "phpmyfaq, table (вопрос и ответ, CSV или XLSX) или journal (причина и решение); если не "
            "сказать, видно по файлу")
        ->type_name("ВИД")
        ->check(CLI::IsMember({"html", "docx", "zendesk", "phpmyfaq", "table", "journal"}).description(""));
    given
        ->add_option("--sheet", options.given.sheet,
                     "лист таблицы XLSX; обычно первый с вопросами и ответами")
        ->type_name("ИМЯ");
    add_articles(given, options);
    given->add_option("--category", options.given.category, "категория для статей, у которых её нет")
        ->type_name("ПУТЬ");
    given->add_flag("--skip-doubles", options.given.skips_doubles,
                    "не создавать черновики, похожие на статьи, которые уже есть");
    given->add_flag("--dry-run", options.given.is_dry_run, "только показать, что получится");
}

void add_reading_commands(CLI::App& app, Options& options) {
    CLI::App* show = add_command(app, "show", "показать статью такой, какой её видит поиск");
    show->add_option("id", options.id, "id статьи, например wifi-setup")->type_name("ID")->required();
    add_articles(show, options);
    add_index(show, options);
}

void add_new_command(CLI::App& app, Options& options) {
    CLI::App* command = add_command(app, "new", "создать заготовку статьи");
    command->add_option("title", options.article.title, "название статьи")->type_name("НАЗВАНИЕ")->required();
    add_articles(command, options);
    command
        ->add_option("--category", options.article.category,
                     "категория из categories.yaml, например internet/wifi")
        ->type_name("ПУТЬ");
    command
        ->add_option("--type", options.type,
                     "article, steps, qa, video, template, script, policy или limitation")
        ->type_name("ТИП")
        ->capture_default_str();
    command->add_option("--audience", options.audience, "public или internal")
        ->type_name("ДОСТУП")
        ->capture_default_str();
}

void add_synonyms_command(CLI::App& app, Options& options) {
    CLI::App* command =
        add_command(app, "synonyms", "проверить файл синонимов и посмотреть, какие ответы он изменит");
    command->add_option("--check", options.synonyms.check_file, "файл синонимов: найти в нём ошибки")
        ->type_name("ФАЙЛ");
    command
        ->add_option("--try", options.synonyms.try_file,
                     "файл синонимов: спросить с ним вместо synonyms.txt; индекс и статьи не изменятся")
        ->type_name("ФАЙЛ");
    command->add_option("--queries", options.synonyms.queries_file, "вопросы: строки JSON {id, text}")
        ->type_name("ФАЙЛ");
    command
        ->add_option("--qrels", options.synonyms.judgements_file,
                     "верные ответы: вопрос ⇥ путь статьи ⇥ оценка")
        ->type_name("ФАЙЛ");
    add_articles(command, options);
    add_index(command, options);
}

void read_new_article(Options& options) {
    using kb::Audience;
    bool is_known = false;
    for (const ArticleType type :
         {ArticleType::article, ArticleType::steps, ArticleType::qa, ArticleType::video,
          ArticleType::template_, ArticleType::script, ArticleType::policy, ArticleType::limitation}) {
        if (options.type != kb::type_name(type)) continue;
        options.article.type = type;
        is_known = true;
    }
    if (!is_known)
        throw kb::ConfigError(
            fmt::format("Нет типа статьи «{}». Список: kb-index new --help.", options.type));
    if (options.audience != "public" && options.audience != "internal") {
        throw kb::ConfigError(
            fmt::format("Доступ «{}» не годится: нужен public или internal.", options.audience));
    }
    options.article.audience = options.audience == "internal" ? Audience::internal : Audience::public_;
}

int run(const std::string& command, Options& options) {
    if (command == "build") return kb::run_build(options.paths, options.is_quiet, stop_on_signals());
    if (command == "update") return kb::run_update(options.paths, options.is_quiet, stop_on_signals());
    if (command == "watch") return kb::run_watch(options.paths, options.is_quiet, stop_on_signals());
    if (command == "check") return kb::run_check(options.paths, options.is_quiet);
    if (command == "lint") return kb::run_lint(options.paths.articles_dir, options.lint);
    if (command == "export") {
        options.taken.articles_dir = options.paths.articles_dir;
        return kb::run_export(options.taken);
    }
    if (command == "import") {
        options.given.articles_dir = options.paths.articles_dir;
        return kb::run_import(options.given);
    }
    if (command == "translated") return kb::run_translated(options.paths.articles_dir, options.id);
    if (command == "show") return kb::run_show(options.paths, options.id);
    if (command == "synonyms") {
        options.synonyms.paths = options.paths;
        return kb::run_synonyms(options.synonyms);
    }
    read_new_article(options);
    return kb::run_new(options.paths.articles_dir, options.article);
}

int fail(const std::exception& error, int code) {
    fmt::print(stderr, "kb-index: {}\n", error.what());
    return code;
}

int run_and_catch(const std::string& command, Options& options) {
    try {
        return run(command, options);
    } catch (const kb::BusyError& error) {
        return fail(error, kb::exit_code::busy);
    } catch (const kb::ConfigError& error) {
        return fail(error, kb::exit_code::usage);
    } catch (const std::exception& error) {
        return fail(error, kb::exit_code::failure);
    }
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app("Подсказка: строит и обновляет поисковый индекс базы знаний.", "kb-index");
    app.footer(kExitCodes);
    app.require_subcommand(1);
    for (const auto& [label, word] : kb::usage_labels()) app.get_formatter()->label(label, word);
    app.option_defaults()->group(kb::kOptionsTitle);
    app.set_help_flag("-h,--help", "показать эту справку");
    add_writing_commands(app, options);
    add_lint_command(app, options);
    add_transfer_commands(app, options);
    add_reading_commands(app, options);
    add_new_command(app, options);
    add_synonyms_command(app, options);
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        fmt::print("{}", kb::aligned_help(app.help()));
        return kb::exit_code::ok;
    } catch (const CLI::ParseError& error) {
        fmt::print(stderr, "kb-index: {} Справка: kb-index --help\n", kb::usage_complaint(error.what()));
        return kb::exit_code::usage;
    }
    return run_and_catch(app.get_subcommands().front()->get_name(), options);
}
