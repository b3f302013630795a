// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/channels/outgoing_json.h"

#include <sodium.h>

#include <nlohmann/json.hpp>

#include "server/clock.h"

namespace kb {
namespace {

using Json = nlohmann::ordered_json;

std::string time_text(std::int64_t unix_s) {
    return utc_timestamp(std::chrono::system_clock::time_point(std::chrono::seconds(unix_s)));
}

std::string base64(const std::string& bytes) {
    const int variant = sodium_base64_VARIANT_ORIGINAL;
    std::string out(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                      bytes.size(), variant);
    out.pop_back();  // the closing NUL
    return out;
}

Json files_json(const Outgoing& outgoing, FileContents contents) {
    Json files = Json::array();
    for (const NewFile& file : outgoing.files) {
        Json item = {{"name", file.name}, {"media_type", file.media_type}, {"bytes", file.content.size()}};
        if (contents == FileContents::base64) item["base64"] = base64(file.content);
        files.push_back(std::move(item));
    }
    return files;
}

}  // namespace

std::string outgoing_json(const Outgoing& outgoing, FileContents contents) {
    const Ticket& t = outgoing.ticket;
    Json answers = Json::array();
    for (const AskedAnswer& a : t.answers)
        answers.push_back({{"question", a.question}, {"answer", a.answer}});
    Json messages = Json::array();
    for (const TicketMessage& m : t.messages)
        messages.push_back({{"at", time_text(m.at_s)}, {"author", m.author}, {"text", m.text}});
    Json document = {{"event", outgoing.answer ? "ticket.answered" : "ticket.created"},
                     {"delivery_id", outgoing.delivery_id},
                     {"ticket",
                      {{"number", t.number},
                       {"source", t.source},
                       {"created", time_text(t.created_s)},
                       {"subject", t.subject},
                       {"messages", messages},
                       {"name", t.name},
                       {"contact", t.contact},
                       {"lang", t.lang},
                       {"article_id", t.article_id},
                       {"page", t.page},
                       {"steps", t.steps},
                       {"answers", answers},
                       {"suggested", t.suggested},
                       {"files", files_json(outgoing, contents)}}}};
    if (outgoing.answer)
        document["answer"] = {{"at", time_text(outgoing.answer->at_s)}, {"text", outgoing.answer->text}};
    return document.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace kb
