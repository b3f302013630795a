// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>

#include "server/http/audit.h"
#include "server/http/desk_bodies.h"
#include "server/http/desk_common.h"
#include "server/http/desk_handlers.h"
#include "server/http/draft.h"
#include "server/http/errors.h"
#include "server/http/json_parts.h"
#include "server/search/desk.h"
#include "server/search/recent_texts.h"
#include "server/search/ticket_text.h"

namespace kb {
namespace {

constexpr int kDuplicatesLooked = 5;
constexpr double kNear = 0.3;            // of the draft's words, for an article to be shown as near
constexpr double kSureConfidence = 0.6;  // or the ranking is sure that it answers
constexpr std::size_t kNameBytes = 5;    // shorter words are no names to look for

void add_line(std::string& text, const std::string& line) {
    if (line.empty()) return;
    if (!text.empty()) text += "\n\n";
    text += line;
}

std::vector<std::string> words_of_name(std::string_view name) {
    std::vector<std::string> words;
    while (!name.empty()) {
        const auto end = std::min(name.find(' '), name.size());
        if (end >= kNameBytes) words.emplace_back(name.substr(0, end));
        name.remove_prefix(std::min(end + 1, name.size()));
    }
    return words;
}

// «См. «Сброс роутера»», for each article that solved the ticket.
std::string articles_used(const Services& services, const Exchange& exchange, const Ticket& ticket) {
    std::string out;
    for (const DeskMark& mark : DeskStore(store_of(services)).marks_of(ticket.number)) {
        const auto view = services.searcher.article(exchange.caller, mark.article);
        if (mark.mark == "solved" && view)
            add_line(out, "См. статью «" + view->card.title + "» (" + mark.article + ").");
    }
    return out;
}

void fill_from_ticket(const Services& services, const Exchange& exchange, const Ticket& ticket,
                      DraftParts& parts) {
    if (parts.problem.empty()) parts.problem = problem_of(ticket);
    parts.subject = ticket.subject;
    parts.wordings.push_back(ticket.subject);
    parts.names = words_of_name(ticket.name);
    std::string situation;
    std::string solution;
    bool is_first = true;
    FactSources sources{ticket.name, {}, {}};
    for (const TicketMessage& message : ticket.messages) {
        const std::string text = clean_ticket(message.text).text;
        if (message.author != "customer") {
            add_line(solution, text);
            continue;
        }
        sources.texts.emplace_back(message.text);
        parts.wordings.push_back(text.substr(0, text.find('\n')));
        if (!is_first) add_line(situation, text);
        is_first = false;
    }
    for (const AskedAnswer& answer : ticket.answers)
        add_line(situation, answer.question + " " + answer.answer);
    for (auto& word : words_of_name(facts_of(sources).value("name"))) parts.names.push_back(std::move(word));
    add_line(solution, articles_used(services, exchange, ticket));
    if (parts.situation.empty()) parts.situation = situation;
    if (parts.solution.empty()) parts.solution = solution;
    const bool is_done = ticket.status == ticket_status::kAnswered || ticket.status == ticket_status::kClosed;
    if (parts.result.empty() && is_done) parts.result = "Вопрос решён.";
}

// The share of the draft's words that an article has: one of them, or the ranking's confidence, makes it
// near.
double share_of_words(const std::vector<std::string>& draft, const ArticleView& view, Analyzer& analyzer) {
    std::string text = view.card.title + "\n";
    for (const RenderedSection& section : view.sections)
        text += text_of_html("<p>" + section.html + "</p>") + "\n";
    std::vector<std::string> theirs;
    for (const auto& token : analyzer.analyze(text)) theirs.push_back(token.stem);
    std::sort(theirs.begin(), theirs.end());
    const auto met = std::count_if(draft.begin(), draft.end(), [&](const std::string& stem) {
        return std::binary_search(theirs.begin(), theirs.end(), stem);
    });
    return draft.empty() ? 0 : static_cast<double>(met) / static_cast<double>(draft.size());
}

Json duplicates_json(const Services& services, const Exchange& exchange, const DraftParts& parts) {
    DeskRequest request;
    const std::string& title = parts.title.empty() ? parts.subject : parts.title;
    request.subject = title;
    request.messages = {{true, parts.problem}, {true, parts.solution}};
    request.limit = kDuplicatesLooked;
    Analyzer analyzer;
    const auto words = telling_stems(title + "\n" + parts.problem + "\n" + parts.solution, analyzer);
    struct Near {
        ArticleCard card;
        double similarity = 0;
    };
    std::vector<Near> near;
    for (const DeskItem& item : services.searcher.desk(request).items) {
        const auto view = services.searcher.article(exchange.caller, item.hit.article.id);
        const double share = view ? share_of_words(words, *view, analyzer) : 0;
        if (share < kNear && item.hit.confidence < kSureConfidence) continue;
        near.push_back({item.hit.article, std::min(1.0, std::max(share, item.hit.confidence))});
    }
    std::stable_sort(near.begin(), near.end(),
                     [](const Near& a, const Near& b) { return a.similarity > b.similarity; });
    Json out = Json::array();
    for (const Near& one : near) {
        Json card = card_json(one.card);
        card["similarity"] = one.similarity;
        out.push_back(std::move(card));
    }
    return out;
}

}  // namespace

HttpResponse post_desk_draft(const Services& services, const Exchange& exchange) {
    const DraftBody body = parse_draft(json_body(exchange));
    DraftParts parts;
    parts.title = body.title;
    parts.category = body.category;
    if (!body.problem.empty()) parts.problem = clean_ticket(body.problem).text;
    parts.situation = body.situation;
    parts.solution = body.solution;
    parts.result = body.result;
    if (parts.problem.empty()) parts.problem = clean_ticket(body.text).text;
    if (!body.ticket.empty())
        fill_from_ticket(services, exchange, ticket_numbered(services, body.ticket), parts);
    if (parts.wordings.empty()) parts.wordings.push_back(parts.problem.substr(0, parts.problem.find('\n')));
    const Draft draft = draft_of(parts);
    std::string path;
    if (body.save) {
        if (services.articles_dir.empty())
            throw HttpError(Refusal::bad_parameter,
                            "Сервер запущен без папки статей (--articles): сохранить некуда.");
        path = save_draft(services.articles_dir, draft);
        note_change(services, exchange, "draft.saved", path);
    }
    return desk_response(dump_json({{"title", draft.title},
                                    {"markdown", draft.markdown},
                                    {"path", path},
                                    {"duplicates", duplicates_json(services, exchange, parts)},
                                    {"masked", draft.masked},
                                    {"saved", body.save}}),
                         body.save ? 201 : 200);
}

}  // namespace kb
