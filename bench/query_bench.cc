// SPDX-License-Identifier: GPL-2.0-or-later
// Ours does all that a customer gets: correction, synonyms, four kinds of documents, ten snippets with
// marks, facets. Plain Xapian does the least that can be called a search: parse, match, read ten records.
#include "bench/query_bench.h"

#include <fmt/format.h>

#include <memory>

#include "bench/figures.h"
#include "bench/latency.h"
#include "bench/plain_xapian.h"
#include "bench/questions.h"
#include "indexer/error.h"
#include "server/search/xapian_searcher.h"

namespace kb {

namespace {

constexpr int kCompletions = 8;

using AskOurs = void (*)(const Searcher& searcher, const std::string& question);
using AskPlain = std::size_t (PlainReader::*)(const std::string& question);

void search(const Searcher& searcher, const std::string& question) {
    SearchRequest request;
    request.query = question;
    searcher.search(Caller::public_, request);
}

void complete(const Searcher& searcher, const std::string& question) {
    searcher.complete(Caller::public_, question, kCompletions);
}

void suggest(const Searcher& searcher, const std::string& question) {
    SuggestRequest request;
    request.text = question;
    searcher.suggest(Caller::public_, request);
}

struct Sort {
    std::string name;
    std::vector<std::string> questions;
    AskOurs ours;
    AskPlain plain;
};

std::vector<Sort> sorts_of(const QueryBenchOptions& options, const Searcher& searcher) {
    const auto files = read_query_files(options.queries);
    std::vector<std::string> titles;
    for (const auto& card : searcher.list(Caller::public_, "")) titles.push_back(card.title);
    return {
        {"поиск 3 слова", three_word_queries(files, false, options.limit), search, &PlainReader::search},
        {"поиск 3 слова с опечаткой", three_word_queries(files, true, options.limit), search,
         &PlainReader::search},
        {"подсказки при наборе", typed_beginnings(titles, options.limit), complete, &PlainReader::complete},
        {fmt::format("обращение {} слов", kTicketWords), long_tickets(files, kTicketWords, options.limit / 5),
         suggest, &PlainReader::search}};
}

std::vector<MakeAsk> sides_of(const Sort& sort, const Searcher& searcher, const std::string& plain_dir) {
    std::vector<MakeAsk> sides;
    sides.emplace_back([&sort, &searcher] {
        return [&](std::size_t question) { sort.ours(searcher, sort.questions[question]); };
    });
    if (plain_dir.empty()) return sides;
    sides.emplace_back([&sort, &plain_dir] {
        const auto reader = std::make_shared<PlainReader>(plain_dir);
        return [&sort, reader](std::size_t question) { ((*reader).*sort.plain)(sort.questions[question]); };
    });
    return sides;
}

Figure measure(const Sort& sort, const Searcher& searcher, const QueryBenchOptions& options, int threads) {
    const LatencySetup setup{sort.questions.size(), threads, 10};
    const auto summaries = measure_latency(setup, sides_of(sort, searcher, options.plain_dir));
    const auto name = fmt::format("{}, в процессе, {}", sort.name, threads_in_words(threads));
    const auto plain = summaries.size() > 1 ? std::optional(summaries[1]) : std::nullopt;
    return latency_figure(name, summaries[0], plain, true);
}

}  // namespace

void bench_query(const QueryBenchOptions& options) {
    const auto searcher = open_searcher(options.index_dir, {}, nullptr, Answers::forget);
    if (!searcher->is_ready()) throw IndexError(searcher->why_not_ready());
    std::vector<Figure> figures;
    for (const auto& sort : sorts_of(options, *searcher)) {
        fmt::print("{}: вопросов {}\n", sort.name, sort.questions.size());
        std::fflush(stdout);
        if (sort.questions.empty()) continue;
        for (const int threads : options.threads) {
            figures.push_back(measure(sort, *searcher, options, threads));
        }
    }
    print_report(figures);
    record(options.record, figures);
}

}  // namespace kb
