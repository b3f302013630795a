// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/desk_json.h"

#include "server/http/errors.h"
#include "server/http/json_parts.h"
#include "server/time_text.h"

namespace kb {
namespace {

constexpr std::size_t kMaxMessages = 100;
constexpr int kMaxFields = 300;
constexpr const char* kExample = R"({"text": "…"})";

const char* label_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::answer:
            return "Есть готовый ответ";
        case Verdict::maybe:
            return "Похоже";
        case Verdict::none:
            return "Нет статьи";
    }
    return "";
}

Json variants_json(const std::vector<DeskVariant>& variants) {
    Json out = Json::array();
    for (const DeskVariant& variant : variants) {
        out.push_back({{"id", variant.article.id},
                       {"url", variant.article.url},
                       {"title", variant.article.title},
                       {"level", level_name(variant.article.level)},
                       {"difference", variant.difference},
                       {"own", variant.own}});
    }
    return out;
}

Json reply_json(const ReplyText& reply) {
    Json slots = Json::array();
    for (const Slot& slot : reply.slots) {
        slots.push_back({{"name", slot.name},
                         {"label", slot.label},
                         {"value", slot.value},
                         {"found", slot.is_found},
                         {"choices", slot.choices}});
    }
    return {{"text", reply.text}, {"slots", std::move(slots)}};
}

Json item_json(const DeskItem& item) {
    const Hit& hit = item.hit;
    Json out = {{"kind", desk_kind_name(item.kind)}};
    out.update(card_json(hit.article));
    out["title_marks"] = utf16_marks(hit.article.title, hit.title_marks);
    out["section"] = section_json(hit.section);
    out["confidence"] = hit.confidence;
    out["solved_cases"] = hit.solved_cases;
    out["why"] = matches_json(hit.matches);
    out["snippet"] = snippet_json(hit.snippet);
    out["quote"] = quote_json(hit.quote.value_or(Quote{}));
    if (item.kind == DeskKind::template_) out["template"] = reply_json(item.reply);
    if (item.kind == DeskKind::case_) out["case_id"] = item.case_id;
    out["ask"] = ask_json(hit.ask);
    out["escalate_to"] = hit.escalate_to;
    out["collect"] = item.collect;
    out["price"] = item.price;
    out["term"] = item.term;
    out["sent"] = item.is_sent;
    out["variants"] = variants_json(item.variants);
    return out;
}

Json cases_json(const std::vector<DeskCase>& cases) {
    Json out = Json::array();
    for (const DeskCase& one : cases) {
        const ArticleCard& article = one.found.article;
        out.push_back({{"id", one.found.id},
                       {"text", one.found.text},
                       {"article", {{"id", article.id}, {"url", article.url}, {"title", article.title}}},
                       {"outcome", one.found.is_solved ? "solved" : "not_solved"},
                       {"date", time_text(one.found.at_s)},
                       {"similarity", one.found.similarity},
                       {"same_customer", one.is_same_customer}});
    }
    return out;
}

Json facts_json(const TicketFacts& facts) {
    Json out = Json::object();
    for (const TicketFact& fact : facts.values)
        if (fact.is_sure) out[fact.name] = fact.value;
    return out;
}

Level level_named(const Json& value) {
    for (const Level level : {Level::none, Level::basic, Level::advanced})
        if (value == level_name(level)) return level;
    refuse_json("«level» — basic или advanced.");
}

DeskMessage message_of(const Json& value) {
    if (!value.is_object()) refuse_json("В «messages» каждый пункт — {author, text}.");
    DeskMessage message;
    std::string author = "customer";
    read_json_fields(value, {text_field("author", author, 20),
                             long_text_field("text", message.text, Searcher::kMaxTicketBytes)});
    message.is_customer = author == "customer";
    return message;
}

}  // namespace

DeskAsk parse_desk_ask(std::string_view body) {
    DeskAsk ask;
    const auto take_messages = [&](const Json& value) {
        if (!value.is_array() || value.size() > kMaxMessages)
            refuse_json("«messages» — это список, не больше 100.");
        for (const Json& item : value) ask.messages.push_back(message_of(item));
    };
    read_json_fields(parse_json(body, kExample, kMaxFields),
                     {text_field("ticket", ask.ticket, 40),
                      long_text_field("subject", ask.subject, 2000),
                      long_text_field("text", ask.text, Searcher::kMaxTicketBytes),
                      {"messages", take_messages},
                      {"level", [&](const Json& value) { ask.level = level_named(value); }},
                      number_field("limit", ask.limit, 1, 9),
                      text_field("category", ask.category, 300)});
    return ask;
}

std::string desk_json(const DeskPage& page) {
    const DeskAnswer& answer = page.answer;
    Json items = Json::array();
    for (const DeskItem& item : answer.items) items.push_back(item_json(item));
    Json alike = Json::array();
    for (const AlikeTicket& one : page.alike) {
        alike.push_back({{"number", one.ticket.number},
                         {"subject", one.ticket.subject},
                         {"at", time_text(one.ticket.created_s)},
                         {"source", one.ticket.source},
                         {"similarity", one.similarity}});
    }
    Json earlier = Json::array();
    for (const Ticket& one : page.earlier) {
        earlier.push_back({{"number", one.number},
                           {"subject", one.subject},
                           {"at", time_text(one.created_s)},
                           {"status", one.status}});
    }
    return dump_json({{"verdict", verdict_name(answer.verdict)},
                      {"label", label_of(answer.verdict)},
                      {"level", {{"guessed", level_name(answer.guessed)}, {"used", level_name(answer.used)}}},
                      {"service", answer.wants_service},
                      {"text", answer.text},
                      {"marks", utf16_marks(answer.text, answer.marks)},
                      {"items", std::move(items)},
                      {"alike", std::move(alike)},
                      {"earlier", std::move(earlier)},
                      {"cases", cases_json(answer.cases)},
                      {"terms", answer.terms},
                      {"removed", removed_json(answer.removed)},
                      {"slots", facts_json(answer.facts)}});
}

}  // namespace kb
