// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/clock.h"
#include "server/http/audit.h"
#include "server/http/desk_bodies.h"
#include "server/http/desk_common.h"
#include "server/http/desk_handlers.h"
#include "server/http/errors.h"
#include "server/http/json.h"
#include "server/http/json_parts.h"
#include "server/http/params.h"
#include "server/time_text.h"

namespace kb {
namespace {

constexpr int kDefaultNotes = 50;

Json notes_json(const std::vector<DeskNote>& notes) {
    Json list = Json::array();
    for (const DeskNote& note : notes) {
        list.push_back({{"id", note.id},
                        {"at", time_text(note.at_s)},
                        {"article", note.article},
                        {"author", note.author},
                        {"text", note.text},
                        {"done", note.done_s == 0 ? Json(nullptr) : Json(time_text(note.done_s))}});
    }
    return list;
}

}  // namespace

// Of one article, or all that are open.
HttpResponse get_desk_notes(const Services& services, const Exchange& exchange) {
    const DeskStore store(store_of(services));
    const std::string article(value_or(exchange.request.query, "article"));
    const int limit = int_param(exchange.request.query, "limit", kDefaultNotes, 1, 200);
    const auto notes = article.empty() ? store.open_notes(limit)
                                       : store.notes_of(article_named(services, exchange, article));
    return desk_response(dump_json({{"notes", notes_json(notes)}}));
}

HttpResponse post_desk_note(const Services& services, const Exchange& exchange) {
    const std::string text = parse_note(json_body(exchange));
    DeskStore store(store_of(services));
    const std::string article =
        article_named(services, exchange, std::string(value_or(exchange.request.query, "article")));
    const auto id = store.add_note({0, unix_seconds(services.clock), article, agent_of(exchange), text, 0});
    note_change(services, exchange, "note.added", std::to_string(id) + " (" + article + ")");
    return desk_response(dump_json({{"id", id}}), 201);
}

HttpResponse post_desk_note_done(const Services& services, const Exchange& exchange) {
    if (!DeskStore(store_of(services))
             .finish_note(whole_number(exchange.argument), unix_seconds(services.clock)))
        throw HttpError(Refusal::not_found, "Такого замечания нет.");
    note_change(services, exchange, "note.done", std::string(exchange.argument));
    return desk_response(R"({"done":true})");
}

// For somebody new: the whole article, and what colleagues remark on it.
HttpResponse get_desk_article(const Services& services, const Exchange& exchange) {
    const auto view = services.searcher.article(exchange.caller, exchange.argument);
    if (!view) throw HttpError(Refusal::not_found, "Такой статьи нет.");
    std::vector<DeskNote> notes;
    if (services.store != nullptr) notes = DeskStore(*services.store).notes_of(view->card.id);
    return desk_response("{\"article\":" + article_json(exchange.caller, *view) +
                         ",\"notes\":" + dump_json(notes_json(notes)) + "}");
}

}  // namespace kb
