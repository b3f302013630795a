// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/evaluate.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "indexer/error.h"
#include "server/search/answer.h"
#include "server/search/index_pool.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr std::size_t kTicketCharacters = 160;  // from so many on a text is a ticket
constexpr std::size_t kDepth = 10;

AskMode mode_of(EvalMode mode, const std::string& text) {
    if (mode == EvalMode::search) return AskMode::search;
    if (mode == EvalMode::suggest) return AskMode::suggest;
    return mode_for(text);
}

struct Asked {
    std::vector<std::string> paths;
    bool is_refused = false;
    double milliseconds = 0;
};

Asked ask(const JudgedQuery& query, const EvalSetup& setup, IndexPool& pool, TextTools& tools,
          const CaseSnapshot* cases) {
    Asked asked;
    const auto mode = mode_of(setup.mode, query.text);
    pool.use(setup.caller, [&](const IndexReader& reader) {
        asked.paths = ranked_paths(mode, query.text, kDepth, reader, setup.weights, tools, cases);
        SuggestRequest ticket;
        ticket.text = query.text;
        asked.is_refused =
            answer_suggest(ticket, reader, setup.weights, tools, cases).verdict == Verdict::none;
        const auto start = std::chrono::steady_clock::now();
        if (mode == AskMode::search) {
            SearchRequest request;
            request.query = std::string(first_code_points(query.text, Searcher::kMaxQueryCharacters));
            answer_search(request, reader, setup.weights, tools, cases);
        } else {
            answer_suggest(ticket, reader, setup.weights, tools, cases);
        }
        asked.milliseconds =
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    });
    return asked;
}

void count(const Asked& asked, const std::map<std::string, double>* grades, EvalGroup& group) {
    if (!grades) {
        ++group.unanswerable;
        group.silent += asked.is_refused;
        return;
    }
    const auto metrics = score_ranking(asked.paths, *grades);
    group.sum.add(metrics);
    ++group.answerable;
    if (metrics.success3 == 0) return;
    ++group.found;
    group.refused += asked.is_refused;
}

}  // namespace

AskMode mode_for(const std::string& text) {
    const bool is_ticket =
        text.find('\n') != std::string::npos || count_code_points(text) > kTicketCharacters;
    return is_ticket ? AskMode::suggest : AskMode::search;
}

EvalReport evaluate(const EvalSetup& setup) {
    IndexPool pool(setup.index_dir);
    if (!pool.catalog(setup.caller)) throw IndexError(pool.trouble());
    TextTools tools;
    CaseBase cases;
    cases.put(setup.cases);
    const auto snapshot = cases.snapshot();
    EvalReport report;
    for (const auto& query : setup.queries) {
        const auto asked = ask(query, setup, pool, tools, snapshot.get());
        const auto judged = setup.judgements.find(query.id);
        const auto* grades = judged == setup.judgements.end() ? nullptr : &judged->second;
        count(asked, grades, report.all);
        count(asked, grades, report.kinds[query.kind]);
        report.milliseconds.push_back(asked.milliseconds);
        for (std::size_t i = 0; i < asked.paths.size(); ++i)
            report.run += fmt::format("{}\t{}\t{}\n", query.id, asked.paths[i], asked.paths.size() - i);
    }
    std::sort(report.milliseconds.begin(), report.milliseconds.end());
    return report;
}

double percentile(const std::vector<double>& sorted, double share) {
    if (sorted.empty()) return 0;
    const auto place = static_cast<std::size_t>(share * static_cast<double>(sorted.size()));
    return sorted[std::min(place, sorted.size() - 1)];
}

}  // namespace kb
