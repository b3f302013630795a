// SPDX-License-Identifier: GPL-2.0-or-later
// kb-server: reads its arguments and hands over to a command. Maps failures to exit codes.
#include <fmt/format.h>
#include <sodium.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <vector>

#include "indexer/error.h"
#include "indexer/usage_text.h"
#include "server/commands/ask.h"
#include "server/commands/cases.h"
#include "server/commands/eval.h"
#include "server/commands/learn.h"
#include "server/commands/serve.h"
#include "server/commands/tickets.h"
#include "server/commands/users.h"

// Read by jemalloc, when it is linked, before main(). Without a thread of its own it gives memory back only
// while it is asked for more: after a burst of large forms a server that nobody asks anything would keep
// hundreds of MB.
extern "C" {
extern const char* malloc_conf;
const char* malloc_conf = "background_thread:true,dirty_decay_ms:5000,muzzy_decay_ms:0";
}

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
    command
        ->add_option(
            "--listen", options.listen,
            "адрес и порт, можно несколько: 127.0.0.1:8080, :8080 (все адреса), unix:/путь; порт 0 — "
            "любой свободный")
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
    command
        ->add_option("--convert", options.convert,
                     "спросить так, будто набрано не той раскладкой (layout) или латиницей (translit)")
        ->check(CLI::IsMember({"layout", "translit"}).description(""));
    command->add_option("--seed", options.seed, "с какого числа начать выбор написаний для translit");
    command->add_flag("--damage", options.measure_damage,
                      "только показать, какие латинские слова поиск примет за другие");
    command->add_option("--run", options.run_file, "записать найденное: вопрос ⇥ путь ⇥ вес");
    command->add_option("--weights", options.weights_file, "файл весов ранжирования для пробы");
    command->add_option("--cases", options.cases_file,
                        "решённые обращения, известные заранее: CSV или строки JSON");
    command->add_flag("--json", options.as_json, "вывести JSON");
    return command;
}

CLI::App* add_learn(CLI::App& app, LearnCommandOptions& options) {
    CLI::App* command =
        add_command(app, "learn", "выучить порядок лучших статей на вопросах с известными ответами");
    command
        ->add_option("--bases", options.bases_file, "базы: строки JSON {name, index, queries, qrels, weight}")
        ->required();
    command->add_option("--out", options.model_file, "куда записать модель; без него — только таблица");
    command->add_option("--weights", options.weights_file, "файл весов ранжирования");
    command->add_flag("--confidence", options.is_confidence,
                      "выучить, когда молчать и насколько быть уверенным, а не порядок");
    command->add_option("--threshold", options.threshold, "порог молчания: логарифм шансов до сдвига")
        ->capture_default_str();
    command->add_option("--trees", options.trees, "сколько деревьев")->capture_default_str();
    command->add_option("--leaves", options.leaves, "листьев в дереве")
        ->check(CLI::Range(std::size_t{1}, kMostLeaves).description(fmt::format("от 1 до {}", kMostLeaves)))
        ->capture_default_str();
    command->add_option("--least", options.least_in_leaf, "наименьшее число статей в листе")
        ->capture_default_str();
    return command;
}

struct CaseCommands {
    const CLI::App *import, *list, *forget, *write;
};

CLI::App* add_case_command(CLI::App& cases, const char* name, const char* about, CaseOptions& options) {
    CLI::App* command = add_command(cases, name, about);
    command->add_option("--store", options.store_file, "файл хранилища, как у serve")->capture_default_str();
    return command;
}

CaseCommands add_cases(CLI::App& app, CaseOptions& options) {
    CLI::App* cases = add_command(app, "cases", "решённые обращения, по которым подсказки учатся");
    cases->require_subcommand(1);
    CLI::App* import = add_case_command(*cases, "import", "прочесть из файла CSV или JSONL", options);
    import->add_option("FILE", options.file, "столбцы: text, article, outcome, date, id; годятся и русские")
        ->type_name("ФАЙЛ")
        ->required();
    add_index(*import, options.index_dir);
    import->add_option("--config", options.config_file, "файл настроек kb.yaml: сколько хранить");
    import->add_flag("--dry-run", options.is_dry_run, "только проверить файл, ничего не записывать");
    CLI::App* list = add_case_command(*cases, "list", "новые первыми", options);
    list->add_option("--article", options.article, "только с этой статьёй: её id");
    list->add_option("--limit", options.limit, "сколько показать")->type_name("ЧИСЛО")->capture_default_str();
    CLI::App* forget = add_case_command(*cases, "forget", "забыть одно", options);
    forget->add_option("ID", options.id, "номер из cases list")->type_name("НОМЕР")->required();
    CLI::App* write = add_case_command(*cases, "export", "записать все в файл JSONL", options);
    write->add_option("FILE", options.file, "файл; «-» — на экран")->type_name("ФАЙЛ")->required();
    return {import, list, forget, write};
}

int run_cases(const CaseCommands& commands, const CaseOptions& options) {
    if (*commands.import) return import_cases(options);
    if (*commands.list) return list_cases(options);
    return *commands.forget ? forget_case(options) : export_cases(options);
}

struct TicketCommands {
    const CLI::App *list, *show, *retry;
};

CLI::App* add_ticket_command(CLI::App& tickets, const char* name, const char* about, TicketOptions& options) {
    CLI::App* command = add_command(tickets, name, about);
    command->add_option("--store", options.store_file, "файл хранилища, как у serve")->capture_default_str();
    return command;
}

TicketCommands add_tickets(CLI::App& app, TicketOptions& options) {
    CLI::App* tickets =
        add_command(app, "tickets", "обращения людей: прочесть, что не доставлено, отправить ещё раз");
    tickets->require_subcommand(1);
    CLI::App* list = add_ticket_command(*tickets, "list", "новые первыми, с доставкой", options);
    list->add_option("--status", options.status, "только new, answered, handed_over или closed");
    list->add_flag("--stuck", options.is_stuck, "только те, которые не удаётся доставить");
    list->add_option("--limit", options.limit, "сколько показать")->type_name("ЧИСЛО")->capture_default_str();
    CLI::App* show = add_ticket_command(*tickets, "show", "одно обращение целиком", options);
    show->add_option("NUMBER", options.number, "номер обращения")->type_name("НОМЕР")->required();
    CLI::App* retry =
        add_ticket_command(*tickets, "retry", "отправить сейчас, не дожидаясь очереди", options);
    retry->add_option("NUMBER", options.number, "номер обращения; без него — все, что ждут")
        ->type_name("НОМЕР");
    retry->add_option("--config", options.config_file, "файл настроек kb.yaml, как у serve");
    return {list, show, retry};
}

int run_tickets(const TicketCommands& commands, const TicketOptions& options) {
    if (*commands.list) return list_tickets(options);
    return *commands.show ? show_ticket(options) : retry_tickets(options);
}

struct UserCommand {
    const CLI::App* parsed;
    int (*run)(const UserOptions&);
};

void add_role(CLI::Option* option) {
    option->type_name("РОЛЬ")->check(CLI::IsMember({"agent", "writer", "admin"}).description(""));
}

std::vector<UserCommand> add_users(CLI::App& app, UserOptions& options) {
    CLI::App* users = add_command(app, "user", "кто может войти: сотрудники и их роли");
    users->require_subcommand(1);
    std::vector<UserCommand> commands;
    const auto add = [&](const char* name, const char* about, auto run) {
        CLI::App* command = add_command(*users, name, about);
        command->add_option("--store", options.store_file, "файл хранилища, как у serve")
            ->capture_default_str();
        if (run != list_users)
            command->add_option("LOGIN", options.login, "логин")->type_name("ЛОГИН")->required();
        commands.push_back({command, run});
        return command;
    };
    CLI::App* added = add("add", "завести; пароль спросит или прочтёт со стандартного ввода", add_user);
    add_role(added->add_option("--role", options.role, "agent, writer или admin")->required());
    added->add_option("--name", options.name, "имя, каким его видят другие");
    add("list", "все, с ролью и временем последнего входа (UTC)", list_users);
    add("password", "задать новый пароль; открытые сеансы завершатся", set_user_password);
    CLI::App* role = add("role", "сменить роль", set_user_role);
    add_role(role->add_option("ROLE", options.role, "agent, writer или admin")->required());
    add("disable", "закрыть вход; открытые сеансы завершатся сразу", disable_user);
    add("enable", "снова открыть вход", enable_user);
    return commands;
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
    LearnCommandOptions learn_options;
    const CLI::App* learn_parsed = add_learn(app, learn_options);
    CaseOptions case_options;
    const CaseCommands cases = add_cases(app, case_options);
    TicketOptions ticket_options;
    const TicketCommands tickets = add_tickets(app, ticket_options);
    UserOptions user_options;
    const std::vector<UserCommand> users = add_users(app, user_options);
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
    if (*learn_parsed) return learn_command(learn_options);
    if (*cases.import || *cases.list || *cases.forget || *cases.write) return run_cases(cases, case_options);
    if (*tickets.list || *tickets.show || *tickets.retry) return run_tickets(tickets, ticket_options);
    for (const UserCommand& user : users)
        if (*user.parsed) return user.run(user_options);
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
