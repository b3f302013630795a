// SPDX-License-Identifier: GPL-2.0-or-later
// Any bytes sent to the desk, the workshop and the accounts' routes are a body within its limits, or refused
// by name. The first byte says which reader; the rest is the body.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "server/http/case_json.h"
#include "server/http/desk_bodies.h"
#include "server/http/desk_json.h"
#include "server/http/draft.h"
#include "server/http/errors.h"
#include "server/http/ticket_json.h"
#include "server/http/write_json.h"
#include "stemming/utf8.h"
#include "tests/fuzz/must.h"

namespace {

template <typename... Texts>
void check_texts(const Texts&... texts) {
    MUST((kb::is_valid_utf8(texts) && ...));
}

void read_draft(std::string_view body) {
    const kb::DraftBody draft = kb::parse_draft(body);
    check_texts(draft.ticket, draft.text, draft.problem, draft.solution, draft.result, draft.category);
    kb::DraftParts parts;
    parts.title = draft.title;
    parts.subject = draft.ticket;
    parts.category = draft.category;
    parts.problem = draft.problem;
    parts.situation = draft.situation;
    parts.solution = draft.solution;
    parts.result = draft.result;
    parts.wordings = {draft.text};
    const kb::Draft made = kb::draft_of(parts);
    check_texts(made.title, made.markdown);
}

void read_call(std::string_view body) {
    const kb::CallBody call = kb::parse_call(body);
    check_texts(call.script, call.exit, call.notes, call.article);
    for (const std::string& step : call.path) check_texts(step);
}

void read_check(std::string_view body) {
    const kb::CheckRequest request = kb::parse_check(body);
    check_texts(request.path, request.text);
    MUST(request.queries.size() <= kb::DraftIndex::kMaxQueries);
}

void read_new(std::string_view body) {
    const kb::NewArticle article = kb::parse_new_article(body);
    check_texts(article.title, article.category, kb::skeleton_text(article),
                kb::skeleton_path(article, true));
}

void read_desk(std::string_view body) {
    const kb::DeskAsk ask = kb::parse_desk_ask(body);
    check_texts(ask.subject, ask.text, ask.category);
    MUST(ask.limit >= 1 && ask.limit <= 100);
}

using Reader = void (*)(std::string_view);
constexpr std::array<Reader, 13> kReaders = {
    read_draft,
    read_call,
    read_check,
    read_new,
    read_desk,
    [](std::string_view body) {
        const kb::SaveRequest save = kb::parse_save(body);
        check_texts(save.path, save.text, save.base_version, save.message);
    },
    [](std::string_view body) {
        const kb::MoveRequest move = kb::parse_move(body);
        check_texts(move.from, move.to, move.slug, move.base_version);
    },
    [](std::string_view body) {
        const kb::MarkBody mark = kb::parse_mark(body);
        check_texts(mark.ticket, mark.text, mark.article, mark.section, mark.mark, mark.kind);
    },
    [](std::string_view body) { check_texts(kb::parse_gap(body).text); },
    [](std::string_view body) { check_texts(kb::parse_status(body).reason); },
    [](std::string_view body) { check_texts(kb::parse_message(body).text, kb::parse_note(body)); },
    [](std::string_view body) {
        const auto cases = kb::parse_cases(body);
        MUST(cases.size() <= kb::kMaxCasesAtOnce);
        for (const auto& one : cases) check_texts(one.text);
    },
    [](std::string_view body) {
        const kb::NewTicket ticket = kb::parse_new_ticket(body);
        check_texts(ticket.subject, ticket.text);
    },
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    try {
        kReaders.at(data[0] % kReaders.size())({reinterpret_cast<const char*>(data) + 1, size - 1});
    } catch (const kb::HttpError& refused) {
        check_texts(std::string(refused.what()));
    }
    return 0;
}
