// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/commands/cases.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

#include "indexer/error.h"
#include "indexer/file_system.h"
#include "server/case_file.h"
#include "server/config.h"
#include "server/search/xapian_searcher.h"
#include "server/store/audit_store.h"
#include "server/store/case_store.h"
#include "server/store/masking.h"
#include "server/store/store.h"
#include "server/time_text.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kAtOnce = 500;          // cases a transaction
constexpr std::size_t kShownCharacters = 80;  // of a text in a list
constexpr std::size_t kShownProblems = 100;   // the rest is only counted
constexpr std::chrono::milliseconds kProgressEvery{1000};
constexpr std::int64_t kDay_s = 86'400;

std::int64_t now_s() {
    return std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

// Made by the server or an import only: a mistyped path must not leave an empty store behind.
Store open_existing(const std::string& file) {
    if (!std::filesystem::exists(file))
        throw ConfigError(
            fmt::format("{}: хранилища нет. Укажите то же, что у kb-server serve: --store", file));
    return Store(file);
}

std::string one_line(std::string_view text) {
    std::string out;
    for (const char c : first_code_points(text, kShownCharacters))
        out += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
    return out.size() < text.size() ? out + "…" : out;
}

struct Import {
    std::vector<NewCase> cases;
    std::vector<CaseFileProblem> problems;  // in the order of their lines
};

// Articles by any of their names become ids; what names none is a problem.
Import checked(CaseFile file, const CaseOptions& options) {
    const auto searcher = open_searcher(options.index_dir);
    const bool can_check = searcher->is_ready();
    if (!can_check)
        fmt::print(stderr, "Индекса {} нет: статьи не проверены. Дайте индекс: --index ПАПКА\n",
                   options.index_dir);
    Import out{{}, std::move(file.problems)};
    const std::int64_t now = now_s();
    for (CaseRecord& record : file.records) {
        auto article = can_check ? searcher->article_id(Caller::internal, record.article)
                                 : std::optional(record.article);
        if (!article) {
            out.problems.push_back(
                {record.line, fmt::format("статьи «{}» нет. Нужен её id, адрес или путь файла.",
                                          first_code_points(record.article, 100))});
        } else if (record.at_s.value_or(now) > now + kDay_s) {
            out.problems.push_back({record.line, "дата в будущем. Проверьте день, месяц и год."});
        } else {
            out.cases.push_back({std::move(record.text), std::move(*article), record.is_solved, "", "import",
                                 std::move(record.id), record.at_s.value_or(now), record.at_s.has_value()});
        }
    }
    std::stable_sort(out.problems.begin(), out.problems.end(),
                     [](const CaseFileProblem& a, const CaseFileProblem& b) { return a.line < b.line; });
    return out;
}

void print_problems(const std::string& file, const std::vector<CaseFileProblem>& problems) {
    for (std::size_t i = 0; i < std::min(problems.size(), kShownProblems); ++i)
        fmt::print(stderr, "{}:{}: {}\n", file, problems[i].line, problems[i].what);
    if (problems.size() > kShownProblems)
        fmt::print(stderr, "… и ещё строк с ошибками: {}\n", problems.size() - kShownProblems);
}

struct Counts {
    std::size_t added = 0, changed = 0, unchanged = 0;

    void add(CaseChange change) {
        ++(change == CaseChange::added ? added : change == CaseChange::changed ? changed : unchanged);
    }
};

// In the audit log, as if it were a person.
void note(Store& store, const std::string& action, const std::string& object) {
    AuditStore(store).add({now_s(), 0, "kb-server", action, object, "-"});
}

Counts store_all(CaseStore& store, const std::vector<NewCase>& cases) {
    Counts counts;
    const bool is_terminal = isatty(fileno(stderr)) != 0;
    auto said = std::chrono::steady_clock::now();
    for (std::size_t at = 0; at < cases.size(); at += kAtOnce) {
        const auto last = std::min(cases.size(), at + kAtOnce);
        const std::vector<NewCase> part(cases.begin() + static_cast<std::ptrdiff_t>(at),
                                        cases.begin() + static_cast<std::ptrdiff_t>(last));
        for (const CaseReceipt& receipt : store.put(part)) counts.add(receipt.change);
        const auto now = std::chrono::steady_clock::now();
        if (now - said < kProgressEvery) continue;
        said = now;
        fmt::print(stderr, "{}{} из {}{}", is_terminal ? "\r" : "", last, cases.size(),
                   is_terminal ? "" : "\n");
    }
    if (is_terminal && cases.size() > kAtOnce) fmt::print(stderr, "\r\033[K");
    return counts;
}

}  // namespace

int import_cases(const CaseOptions& options) {
    const auto bytes = real_file_system().read(options.file);
    if (!bytes) throw IoError(fmt::format("{}: такого файла нет. Проверьте путь.", options.file));
    const Import import = checked(read_case_file(options.file, *bytes), options);
    print_problems(options.file, import.problems);
    const int code = import.problems.empty() ? exit_code::ok : exit_code::problems_in_articles;
    if (options.is_dry_run) {
        fmt::print("Проба: годных обращений {}, строк с ошибками {}. Ничего не записано.\n",
                   import.cases.size(), import.problems.size());
        return code;
    }
    const Config config = load_config(options.config_file);
    set_order_shapes(config.desk.order_shapes);
    Store store(options.store_file);
    CaseStore cases(store);
    const Counts counts = store_all(cases, import.cases);
    if (counts.added + counts.changed > 0)
        note(store, "case.put", fmt::format("{} + {}", counts.added, counts.changed));
    const int pruned = cases.prune({config.cases.keep_days, config.cases.max_count}, now_s());
    fmt::print("Новых обращений {}, изменённых {}, уже известных {}, строк с ошибками {}.\n", counts.added,
               counts.changed, counts.unchanged, import.problems.size());
    if (pruned > 0) fmt::print("Забыты самые старые: {}. Сколько хранить: cases в kb.yaml.\n", pruned);
    fmt::print("Всего в хранилище: {}.\n", cases.count());
    return code;
}

int list_cases(const CaseOptions& options) {
    Store store = open_existing(options.store_file);
    const CaseStore cases(store);
    const auto found = cases.list({options.article, 0, options.limit});
    for (const StoredCase& one : found) {
        fmt::print("{:>6}  {}  {}  {}\n        {}\n", one.id, time_text(one.at_s).substr(0, 10),
                   one.is_solved ? "решено   " : "не решено", one.article, one_line(one.text));
    }
    fmt::print("Показано {} из {}.\n", found.size(), cases.count());
    return exit_code::ok;
}

int forget_case(const CaseOptions& options) {
    Store store = open_existing(options.store_file);
    if (!CaseStore(store).forget(options.id))
        throw ConfigError(fmt::format("Обращения {} нет. Все номера: kb-server cases list", options.id));
    note(store, "case.deleted", std::to_string(options.id));
    fmt::print("Обращение {} забыто.\n", options.id);
    return exit_code::ok;
}

int export_cases(const CaseOptions& options) {
    Store store = open_existing(options.store_file);
    std::string out;
    auto cases = CaseStore(store).news(0, 0).put;
    for (StoredCase& one : cases)
        out += case_line({0, std::move(one.text), std::move(one.article), one.is_solved, one.at_s,
                          std::move(one.external_id)});
    if (options.file == "-") {
        fmt::print("{}", out);
        return exit_code::ok;
    }
    real_file_system().write_atomically(options.file, out);
    fmt::print("Записано обращений: {}, файл {}.\n", cases.size(), options.file);
    return exit_code::ok;
}

}  // namespace kb
