// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/desk_bodies.h"

#include "server/http/json_parts.h"
#include "server/store/desk_store.h"
#include "server/store/ticket_store.h"

namespace kb {
namespace {

constexpr std::size_t kNameCharacters = 300;
constexpr std::size_t kTextBytes = Searcher::kMaxTicketBytes;
constexpr std::size_t kMessageBytes = 40'000;
constexpr std::size_t kPathNodes = 100;
constexpr std::size_t kNoteCharacters = 4000;

void require(const std::string& value, const char* name) {
    if (value.find_first_not_of(" \t\r\n") == std::string::npos)
        refuse_json("Нет поля «" + std::string(name) + "».");
}

}  // namespace

MarkBody parse_mark(std::string_view body) {
    MarkBody mark;
    read_json_fields(
        parse_json(body, R"({"article": "…", "mark": "solved"})"),
        {text_field("ticket", mark.ticket, kNameCharacters), long_text_field("text", mark.text, kTextBytes),
         text_field("article", mark.article, kNameCharacters),
         text_field("section", mark.section, kNameCharacters), text_field("mark", mark.mark, kNameCharacters),
         text_field("kind", mark.kind, kNameCharacters), number_field("place", mark.place, 0, 100)});
    require(mark.article, "article");
    if (!is_desk_mark(mark.mark)) refuse_json("«mark» — inserted, opened, wrong или solved.");
    const bool is_kind =
        mark.kind.empty() || mark.kind == "article" || mark.kind == "template" || mark.kind == "case";
    if (!is_kind) refuse_json("«kind» — article, template или case.");
    return mark;
}

GapBody parse_gap(std::string_view body) {
    GapBody gap;
    read_json_fields(parse_json(body, R"({"text": "…"})"), {text_field("ticket", gap.ticket, kNameCharacters),
                                                            long_text_field("text", gap.text, kTextBytes)});
    if (gap.ticket.empty()) require(gap.text, "text");
    return gap;
}

DraftBody parse_draft(std::string_view body) {
    DraftBody draft;
    read_json_fields(
        parse_json(body, R"({"ticket": "…"})"),
        {text_field("ticket", draft.ticket, kNameCharacters), long_text_field("text", draft.text, kTextBytes),
         long_text_field("problem", draft.problem, kMessageBytes),
         long_text_field("situation", draft.situation, kMessageBytes),
         long_text_field("solution", draft.solution, kMessageBytes),
         long_text_field("result", draft.result, kMessageBytes), flag_field("save", draft.save),
         text_field("title", draft.title, kNameCharacters),
         text_field("category", draft.category, kNameCharacters)});
    if (draft.ticket.empty() && draft.text.empty()) require(draft.problem, "problem");
    return draft;
}

CallBody parse_call(std::string_view body) {
    CallBody call;
    read_json_fields(
        parse_json(body, R"({"script": "…", "path": ["…"]})"),
        {text_field("script", call.script, kNameCharacters), texts_field("path", call.path, kPathNodes),
         text_field("exit", call.exit, kNameCharacters), text_field("notes", call.notes, kNoteCharacters),
         flag_field("solved", call.is_solved), text_field("article", call.article, kNameCharacters)});
    require(call.script, "script");
    if (call.path.empty()) refuse_json("«path» — пройденные шаги, хотя бы один.");
    return call;
}

StatusBody parse_status(std::string_view body) {
    StatusBody status;
    read_json_fields(
        parse_json(body, R"({"status": "answered"})"),
        {text_field("status", status.status, kNameCharacters), text_field("reason", status.reason, 2000)});
    if (!is_ticket_status(status.status)) refuse_json("«status» — new, answered, handed_over или closed.");
    return status;
}

MessageBody parse_message(std::string_view body) {
    MessageBody message;
    message.author = "agent";
    read_json_fields(parse_json(body, R"({"author": "agent", "text": "…"})"),
                     {text_field("author", message.author, kNameCharacters),
                      long_text_field("text", message.text, kMessageBytes)});
    if (message.author != "agent" && message.author != "customer")
        refuse_json("«author» — agent или customer.");
    require(message.text, "text");
    return message;
}

std::string parse_note(std::string_view body) {
    std::string text;
    read_json_fields(parse_json(body, R"({"text": "…"})"), {text_field("text", text, kNoteCharacters)});
    require(text, "text");
    return text;
}

}  // namespace kb
