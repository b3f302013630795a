// SPDX-License-Identifier: GPL-2.0-or-later
// What an agent does with a suggestion teaches: «решено» becomes a solved case of the ticket's words, «не то»
// a case that the article did not solve. The case of a ticket has its number for a name, so that a later
// «решено» with another article takes the place of the first.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "server/clock.h"
#include "server/http/audit.h"
#include "server/http/case_desk.h"
#include "server/http/desk_bodies.h"
#include "server/http/desk_common.h"
#include "server/http/desk_handlers.h"
#include "server/http/errors.h"
#include "server/http/json_parts.h"
#include "server/http/params.h"
#include "server/search/recent_texts.h"
#include "server/search/ticket_text.h"
#include "server/time_text.h"

namespace kb {
namespace {

constexpr int kDefaultGaps = 50;
constexpr int kGapsGrouped = 2000;
constexpr double kSameGap = 0.5;
constexpr std::size_t kExamples = 3;
constexpr std::size_t kWordsShown = 6;

// Nothing: there is nothing to learn from this click.
std::optional<std::int64_t> learn_from(const Services& services, const MarkBody& mark,
                                       const std::string& article, const std::string& text) {
    const bool is_solved = mark.mark == "solved";
    if ((!is_solved && mark.mark != "wrong") || services.cases == nullptr) return std::nullopt;
    if (text.find_first_not_of(" \t\r\n.") == std::string::npos) return std::nullopt;
    NewCase one;
    one.text = text;
    one.article = article;
    one.is_solved = is_solved;
    one.source = "desk";
    if (!mark.ticket.empty())
        one.external_id = is_solved ? case_name(mark.ticket) : case_name(mark.ticket) + ":" + article;
    one.at_s = unix_seconds(services.clock);
    const auto receipts = services.cases->cases.put({one});
    services.cases->on_changed();
    return receipts.at(0).id;
}

struct GapGroup {
    std::vector<std::string> stems;  // of its first, newest gap
    std::int64_t newest_s = 0;
    int count = 0;
    std::vector<DeskGap> examples;
    std::map<std::string, int> words;
};

void add_to_groups(DeskGap gap, Analyzer& analyzer, std::vector<GapGroup>& groups) {
    auto stems = telling_stems(gap.text, analyzer);
    auto group = std::find_if(groups.begin(), groups.end(), [&](const GapGroup& one) {
        return likeness(one.stems, stems) >= kSameGap || (stems.empty() && one.stems.empty());
    });
    if (group == groups.end()) {
        groups.push_back({std::move(stems), gap.at_s, 0, {}, {}});
        group = groups.end() - 1;
    }
    for (const auto& token : analyzer.analyze(gap.text))
        if (std::binary_search(group->stems.begin(), group->stems.end(), token.stem))
            ++group->words[token.text];
    ++group->count;
    if (group->examples.size() < kExamples) group->examples.push_back(std::move(gap));
}

Json group_json(const GapGroup& group) {
    std::vector<std::pair<int, std::string>> order;
    for (const auto& [word, count] : group.words) order.emplace_back(-count, word);
    std::sort(order.begin(), order.end());
    Json words = Json::array();
    for (const auto& [count, word] : order)
        if (words.size() < kWordsShown) words.push_back(word);
    Json examples = Json::array();
    for (const DeskGap& gap : group.examples)
        examples.push_back(
            {{"id", gap.id}, {"text", gap.text}, {"ticket", gap.ticket}, {"at", time_text(gap.at_s)}});
    return {{"words", std::move(words)},
            {"count", group.count},
            {"newest", time_text(group.newest_s)},
            {"examples", std::move(examples)}};
}

}  // namespace

HttpResponse post_desk_mark(const Services& services, const Exchange& exchange) {
    const MarkBody mark = parse_mark(json_body(exchange));
    DeskStore store(store_of(services));
    const std::string article = article_named(services, exchange, mark.article);
    std::string text = clean_ticket(mark.text).text;
    if (!mark.ticket.empty()) {
        const Ticket ticket = ticket_numbered(services, mark.ticket);
        if (text.empty()) text = problem_of(ticket);
    }
    store.add_mark({unix_seconds(services.clock), mark.ticket, article, mark.section, mark.mark, mark.kind,
                    agent_of(exchange), mark.place});
    Json answer = Json::object();
    std::string object = article;
    if (!mark.ticket.empty()) object += " → " + mark.ticket;
    if (const auto id = learn_from(services, mark, article, text)) {
        answer["case"] = *id;
        object += fmt::format(" (case {})", *id);
    }
    // Reading changes nothing, and every Enter would be a line.
    if (mark.mark != "opened") note_change(services, exchange, "mark." + mark.mark, object);
    return desk_response(dump_json(answer), 201);
}

HttpResponse post_desk_gap(const Services& services, const Exchange& exchange) {
    const GapBody gap = parse_gap(json_body(exchange));
    DeskStore store(store_of(services));
    std::string text = clean_ticket(gap.text).text;
    if (!gap.ticket.empty()) {
        const Ticket ticket = ticket_numbered(services, gap.ticket);
        if (text.empty()) text = problem_of(ticket);
    }
    const auto id = store.add_gap({0, unix_seconds(services.clock), gap.ticket, text, agent_of(exchange)});
    note_change(services, exchange, "gap.noted", std::to_string(id));
    return desk_response(dump_json({{"id", id}}), 201);
}

HttpResponse get_desk_gaps(const Services& services, const Exchange& exchange) {
    const int limit = int_param(exchange.request.query, "limit", kDefaultGaps, 1, 200);
    Analyzer analyzer;
    std::vector<GapGroup> groups;
    for (DeskGap& gap : DeskStore(store_of(services)).gaps(kGapsGrouped))
        add_to_groups(std::move(gap), analyzer, groups);
    std::stable_sort(groups.begin(), groups.end(),
                     [](const GapGroup& a, const GapGroup& b) { return a.count > b.count; });
    Json list = Json::array();
    for (const GapGroup& group : groups)
        if (list.size() < static_cast<std::size_t>(limit)) list.push_back(group_json(group));
    return desk_response(dump_json({{"total", groups.size()}, {"gaps", std::move(list)}}));
}

}  // namespace kb
