// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/outbox_page.h"

#include "server/clock.h"
#include "server/config.h"
#include "server/http/audit.h"
#include "server/http/errors.h"
#include "server/http/multipart.h"
#include "server/http/page_data.h"
#include "server/http/page_layout.h"
#include "server/http/request_desk.h"
#include "server/http/site.h"
#include "server/store/outbox_store.h"

namespace kb {
namespace {

constexpr int kShown = 100;

Store& store_of(const Services& services) {
    if (services.store == nullptr || services.requests == nullptr)
        throw HttpError(Refusal::store_unavailable, "Хранилище не открыто: обращения сейчас не видны.");
    return *services.store;
}

// «27 ноября 2026 г., 10:24 UTC».
std::string moment(std::int64_t unix_s, Lang lang) {
    return long_date(unix_s, lang) + ", " + iso_time(unix_s).substr(11, 5) + " UTC";
}

PageData row_of(const Services& services, const Delivery& delivery, const Ticket& ticket,
                const PageLang& lang) {
    const PageTexts& texts = services.site.texts();
    PageData row;
    row.set("number", ticket.number);
    row.set("ticket_url", lang.link("/desk/tickets/" + ticket.number));
    row.set("subject", ticket.subject);
    row.set("target", texts.get(lang.lang, "outbox_target_" + delivery.target));
    row.set("written", moment(ticket.created_s, lang.lang));
    set_text(row, "error", delivery.error);
    set_text(row, "attempts",
             delivery.attempts == 0 ? "" : texts.counted(lang.lang, "outbox_attempts", delivery.attempts));
    const bool is_due = delivery.next_s <= unix_seconds(services.clock);
    row.set("next_try",
            is_due ? texts.get(lang.lang, "outbox_soon")
                   : texts.with(lang.lang, "outbox_next", {{"time", moment(delivery.next_s, lang.lang)}}));
    return row;
}

}  // namespace

HttpResponse get_outbox_page(const Services& services, const Exchange& exchange) {
    OutboxStore outbox(store_of(services));
    const PageLang lang = page_lang(exchange.request);
    const PageTexts& texts = services.site.texts();
    std::vector<PageData> rows;
    for (const Delivery& delivery : outbox.undelivered(kShown)) {
        if (const auto ticket = services.requests->tickets.by_id(delivery.ticket_id))
            rows.push_back(row_of(services, delivery, *ticket, lang));
    }
    const OutboxStore::Counts counts = outbox.counts();
    PageData data;
    set_list(data, "deliveries", rows);
    set_text(data, "waiting",
             counts.waiting == 0 ? "" : texts.counted(lang.lang, "outbox_waiting", counts.waiting));
    set_text(data, "failing",
             counts.failing == 0 ? "" : texts.counted(lang.lang, "outbox_failing", counts.failing));
    data.set("has_targets", PageData(!services.config.requests.targets().empty()));
    data.set("retry_url", lang.link("/desk/outbox/retry"));
    PageHead head = page_head(services, exchange, lang);
    head.title = texts.get(lang.lang, "outbox_title");
    head.is_unlisted = true;
    HttpResponse response = page(services, head, "outbox", std::move(data));
    response.set("Cache-Control", "private, no-store");
    return response;
}

HttpResponse post_outbox_retry(const Services& services, const Exchange& exchange) {
    OutboxStore outbox(store_of(services));
    const std::string number(value_or(parse_form(exchange.request).fields, "number"));
    std::int64_t id = 0;  // all of them
    if (!number.empty()) {
        const auto ticket = services.requests->tickets.by_number(number);
        if (!ticket) throw HttpError(Refusal::not_found, "Такого обращения нет.");
        id = ticket->id;
    }
    outbox.retry(id, id == 0 ? std::vector<std::string>() : services.config.requests.targets(),
                 unix_seconds(services.clock));
    services.requests->on_added();
    note_change(services, exchange, "ticket.retried", id == 0 ? "" : number);
    return redirect_to(303, page_lang(exchange.request).link("/desk/outbox"));
}

}  // namespace kb
