// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/ticket_json.h"

#include <fmt/format.h>

#include <functional>
#include <map>
#include <nlohmann/json.hpp>

#include "server/clock.h"
#include "server/http/errors.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kMaxDepth = 32;
constexpr std::size_t kMaxItems = 30;

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string time_text(std::int64_t unix_s) {
    return utc_timestamp(std::chrono::system_clock::time_point(std::chrono::seconds(unix_s)));
}

Json head_of(const TicketRow& row) {
    const Ticket& t = row.ticket;
    Json deliveries = Json::array();
    for (const Delivery& d : row.deliveries) {
        deliveries.push_back(
            {{"id", d.id},
             {"target", d.target},
             {"delivered", d.delivered_s == 0 ? Json(nullptr) : Json(time_text(d.delivered_s))},
             {"attempts", d.attempts},
             {"next_attempt", d.delivered_s == 0 ? Json(time_text(d.next_s)) : Json(nullptr)},
             {"error", d.error}});
    }
    Json sent = Json::array();
    for (const DeskMark& mark : row.sent) {
        if (mark.mark != "inserted" && mark.mark != "solved") continue;
        sent.push_back({{"article", mark.article},
                        {"section", mark.section},
                        {"kind", mark.kind},
                        {"mark", mark.mark},
                        {"at", time_text(mark.at_s)}});
    }
    return {{"id", t.id},
            {"number", t.number},
            {"source", t.source},
            {"status", t.status},
            {"created", time_text(t.created_s)},
            {"changed", time_text(t.changed_s)},
            {"erased", t.is_erased},
            {"subject", t.subject},
            {"name", t.name},
            {"contact", t.contact},
            {"lang", t.lang},
            {"article_id", t.article_id},
            {"page", t.page},
            {"waiting_since", row.waiting_s == 0 ? Json(nullptr) : Json(time_text(row.waiting_s))},
            {"customer", row.customer},
            {"preview", row.preview},
            {"sent", std::move(sent)},
            {"deliveries", deliveries}};
}

[[noreturn]] void bad(const std::string& detail) { throw HttpError(Refusal::bad_json, detail); }

std::string text_of_key(const Json& value, std::string_view key, std::size_t most) {
    if (!value.is_string()) bad(fmt::format("«{}» — это строка.", key));
    std::string text = valid_utf8(value.get<std::string>());
    if (count_code_points(text) > most) bad(fmt::format("«{}» длиннее {} знаков.", key, most));
    return text;
}

std::vector<std::string> list_of_key(const Json& value, std::string_view key) {
    if (!value.is_array() || value.size() > kMaxItems)
        bad(fmt::format("«{}» — это список строк, не больше {}.", key, kMaxItems));
    std::vector<std::string> out;
    for (const Json& item : value) out.push_back(text_of_key(item, key, 300));
    return out;
}

std::vector<AskedAnswer> answers_of_key(const Json& value) {
    if (!value.is_array() || value.size() > kMaxItems)
        bad(fmt::format("«answers» — это список {{question, answer}}, не больше {}.", kMaxItems));
    std::vector<AskedAnswer> out;
    for (const Json& item : value) {
        if (!item.is_object() || item.size() != 2 || !item.contains("question") || !item.contains("answer"))
            bad("В «answers» каждый пункт — {question, answer}.");
        out.push_back(
            {text_of_key(item["question"], "question", 300), text_of_key(item["answer"], "answer", 2000)});
    }
    return out;
}

// What each key of the body does with its value.
std::map<std::string, std::function<void(const Json&)>> keys_of(NewTicket& t) {
    const auto text = [](std::string& out, const char* key, std::size_t most) {
        return [&out, key, most](const Json& value) { out = text_of_key(value, key, most); };
    };
    return {{"subject", text(t.subject, "subject", 300)},
            {"text", text(t.text, "text", 20'000)},
            {"name", text(t.name, "name", 200)},
            {"contact", text(t.contact, "contact", 200)},
            {"lang", text(t.lang, "lang", 5)},
            {"article_id", text(t.article_id, "article_id", 300)},
            {"page", text(t.page, "page", 300)},
            {"token", text(t.token, "token", 100)},
            {"steps", [&t](const Json& value) { t.steps = list_of_key(value, "steps"); }},
            {"suggested", [&t](const Json& value) { t.suggested = list_of_key(value, "suggested"); }},
            {"answers", [&t](const Json& value) { t.answers = answers_of_key(value); }}};
}

}  // namespace

std::string tickets_json(const std::vector<TicketRow>& rows, const OutboxStore::Counts& counts,
                         std::int64_t solved_count) {
    Json tickets = Json::array();
    for (const TicketRow& row : rows) tickets.push_back(head_of(row));
    return dump({{"tickets", tickets},
                 {"waiting_deliveries", counts.waiting},
                 {"failing_deliveries", counts.failing},
                 {"solved_by_articles", solved_count}});
}

std::string ticket_json(const TicketRow& row) {
    const Ticket& t = row.ticket;
    Json json = head_of(row);
    json["messages"] = Json::array();
    for (const TicketMessage& m : t.messages)
        json["messages"].push_back({{"at", time_text(m.at_s)}, {"author", m.author}, {"text", m.text}});
    json["reason"] = row.reason;
    json["steps"] = t.steps;
    json["answers"] = Json::array();
    for (const AskedAnswer& a : t.answers)
        json["answers"].push_back({{"question", a.question}, {"answer", a.answer}});
    json["suggested"] = t.suggested;
    json["files"] = Json::array();
    for (const TicketFile& f : t.files) {
        json["files"].push_back({{"name", f.name},
                                 {"media_type", f.media_type},
                                 {"bytes", f.size_bytes},
                                 {"url", fmt::format("/api/v1/tickets/files/{}", f.id)}});
    }
    return dump(json);
}

std::string receipt_json(std::string_view number) { return dump({{"number", number}}); }

std::string retried_json(int count) { return dump({{"due", count}}); }

NewTicket parse_new_ticket(std::string_view body) {
    const auto shallow = [](int depth, Json::parse_event_t, Json&) {
        if (depth > kMaxDepth) bad("Вложенность больше 32 уровней.");
        return true;
    };
    Json json;
    try {
        json = Json::parse(body, shallow);
    } catch (const Json::exception&) {
        bad("Тело запроса — не JSON.");
    }
    if (!json.is_object()) bad("Нужен объект: {\"subject\": …, \"text\": …}.");
    NewTicket ticket;
    const auto keys = keys_of(ticket);
    for (const auto& [key, value] : json.items()) {
        const auto known = keys.find(key);
        if (known == keys.end()) bad(fmt::format("Неизвестный ключ «{}».", valid_utf8(key)));
        known->second(value);
    }
    return ticket;
}

}  // namespace kb
