// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "server/clock.h"
#include "server/http/audit.h"
#include "server/http/desk_bodies.h"
#include "server/http/desk_common.h"
#include "server/http/desk_handlers.h"
#include "server/http/errors.h"
#include "server/http/json_parts.h"
#include "server/http/params.h"
#include "server/http/script_tree.h"
#include "server/time_text.h"

namespace kb {
namespace {

constexpr int kDefaultCalls = 50;

Json node_json(const ScriptNode& node) {
    Json options = Json::array();
    for (const ScriptOption& option : node.options)
        options.push_back({{"text", option.text}, {"to", option.to}});
    return {{"id", node.id},     {"title", node.title},           {"html", node.html},
            {"text", node.text}, {"options", std::move(options)}, {"is_exit", node.options.empty()}};
}

ArticleView script_named(const Services& services, const Exchange& exchange, std::string_view name) {
    auto view = services.searcher.article(exchange.caller, name);
    if (!view || !is_script_tree(*view)) throw HttpError(Refusal::not_found, "Такого сценария нет.");
    return std::move(*view);
}

const ScriptNode* node_named(const std::vector<ScriptNode>& nodes, const std::string& id) {
    const auto found =
        std::find_if(nodes.begin(), nodes.end(), [&](const ScriptNode& node) { return node.id == id; });
    return found == nodes.end() ? nullptr : &*found;
}

bool leads(const ScriptNode& from, const std::string& to) {
    return std::any_of(from.options.begin(), from.options.end(),
                       [&](const ScriptOption& option) { return option.to == to; });
}

// The path begins where the script does, and each step is an answer of the one before it; back over one is a
// step too. The reason is a step of the path.
void check_path(const std::vector<ScriptNode>& nodes, const CallBody& call) {
    const ScriptNode* at = nullptr;
    for (const std::string& step : call.path) {
        const ScriptNode* next = node_named(nodes, step);
        if (next == nullptr)
            throw HttpError(Refusal::bad_parameter, fmt::format("В сценарии нет шага «{}».", step));
        const bool is_step = at == nullptr ? next == nodes.data() : leads(*at, step) || leads(*next, at->id);
        if (!is_step)
            throw HttpError(Refusal::bad_parameter,
                            fmt::format("К шагу «{}» в сценарии отсюда не пройти.", step));
        at = next;
    }
    const bool is_passed =
        call.exit.empty() || std::find(call.path.begin(), call.path.end(), call.exit) != call.path.end();
    if (!is_passed)
        throw HttpError(Refusal::bad_parameter, fmt::format("Шага «{}» в этом звонке не было.", call.exit));
}

}  // namespace

HttpResponse get_desk_scripts(const Services& services, const Exchange& exchange) {
    Json list = Json::array();
    for (const ArticleCard& card : services.searcher.list(exchange.caller, "")) {
        if (card.type != ArticleType::script) continue;
        const auto view = services.searcher.article(exchange.caller, card.id);
        if (view && is_script_tree(*view))
            list.push_back({{"id", card.id},
                            {"title", card.title},
                            {"url", card.url},
                            {"audience", audience_name(card.audience)}});
    }
    return desk_response(dump_json(list));
}

HttpResponse get_desk_script(const Services& services, const Exchange& exchange) {
    const ArticleView view = script_named(services, exchange, exchange.argument);
    std::string intro;
    for (const RenderedSection& section : view.sections)
        if (section.level < 2) intro += section.html;
    Json nodes = Json::array();
    const auto all = script_nodes(view);
    for (const ScriptNode& node : all) nodes.push_back(node_json(node));
    return desk_response(dump_json({{"id", view.card.id},
                                    {"title", view.card.title},
                                    {"url", view.card.url},
                                    {"intro", intro},
                                    {"start", all.front().id},
                                    {"nodes", std::move(nodes)}}));
}

HttpResponse post_desk_call(const Services& services, const Exchange& exchange) {
    const CallBody call = parse_call(json_body(exchange));
    DeskStore store(store_of(services));
    const ArticleView view = script_named(services, exchange, call.script);
    check_path(script_nodes(view), call);
    const std::string article = call.article.empty() ? "" : article_named(services, exchange, call.article);
    const auto id = store.add_call({0, unix_seconds(services.clock), agent_of(exchange), view.card.id,
                                    call.path, call.exit.empty() ? call.path.back() : call.exit, call.notes,
                                    call.is_solved, article});
    note_change(services, exchange, "call.logged", fmt::format("{} ({})", id, view.card.id));
    return desk_response(dump_json({{"id", id}}), 201);
}

HttpResponse get_desk_calls(const Services& services, const Exchange& exchange) {
    const int limit = int_param(exchange.request.query, "limit", kDefaultCalls, 1, 200);
    Json list = Json::array();
    for (const DeskCall& call : DeskStore(store_of(services)).calls(limit)) {
        list.push_back({{"id", call.id},
                        {"at", time_text(call.at_s)},
                        {"agent", call.agent},
                        {"script", call.script},
                        {"path", call.path},
                        {"exit", call.exit},
                        {"notes", call.notes},
                        {"solved", call.is_solved},
                        {"article", call.article}});
    }
    return desk_response(dump_json({{"calls", std::move(list)}}));
}

}  // namespace kb
