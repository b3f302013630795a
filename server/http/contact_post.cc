// SPDX-License-Identifier: GPL-2.0-or-later
// Guards against robots without asking people to prove anything: a field nobody sees, a second and a half
// that no hand is faster than, five forms a minute from one address. Whoever is taken for a robot by
// mistake gets the form back with every word in it, and the next click sends it.
#include <algorithm>

#include "server/clock.h"
#include "server/config.h"
#include "server/http/contact_handlers.h"
#include "server/http/contact_page.h"
#include "server/http/errors.h"
#include "server/http/form_token.h"
#include "server/http/page_layout.h"
#include "server/http/rate_limit.h"
#include "server/http/request_desk.h"
#include "server/http/site.h"
#include "server/metrics.h"
#include "server/network_address.h"

namespace kb {
namespace {

constexpr std::int64_t kFastestHand_s = 2;

HttpResponse again(const Services& services, const Exchange& exchange, ReadForm read, const char* text_key,
                   int status) {
    if (text_key != nullptr) read.problems.insert(read.problems.begin(), FormProblem{"", text_key, {}});
    if (!read.form.files.empty()) read.problems.push_back({"files", "form_files_again", {}});
    ContactPage shown;
    shown.suggestions = suggestions_for(services, exchange, read.form);
    shown.has_looked = !says_nothing(read.form);
    shown.form = std::move(read.form);
    shown.problems = std::move(read.problems);
    shown.status = status;
    return contact_page(services, exchange, shown);
}

HttpResponse look(const Services& services, const Exchange& exchange, ReadForm read) {
    const char* nothing = says_nothing(read.form) ? "form_empty" : nullptr;
    return again(services, exchange, std::move(read), nothing, 200);
}

HttpResponse solved(const Services& services, const Exchange& exchange, const ContactForm& form) {
    const auto article = services.searcher.is_ready()
                             ? services.searcher.article(exchange.caller, form.solved_by)
                             : std::nullopt;
    if (!article) throw HttpError(Refusal::not_found, "Такой статьи нет.");
    if (services.requests != nullptr)
        services.requests->tickets.add_solved(article->card.id, unix_seconds(services.clock));
    services.metrics.count_verdict("form", "solved");
    const PageLang lang = page_lang(exchange.request);
    return redirect_to(303, lang.link("/contact/solved?article=" + percent_encode(article->card.id)));
}

bool is_sent_already(const RequestDesk& desk, const ContactForm& form) {
    const auto known = desk.tickets.by_token(form.token);
    return known && known->subject == form.subject && !known->messages.empty() &&
           known->messages.front().text == form.text;
}

// Why it is not stored yet: a text and a status; nothing when it may be.
struct Doubt {
    const char* text_key = nullptr;
    int status = 200;
};

Doubt doubt_about(const Services& services, const Exchange& exchange, const ReadForm& read) {
    const RequestDesk& desk = *services.requests;
    if (says_nothing(read.form)) return {"form_empty", 422};
    if (!read.problems.empty()) return {"form_not_yet", 422};
    if (read.form.is_trap_filled) return {"form_check_again", 422};
    const auto given_s = form_token_time(read.form.token, desk.secret);
    if (!given_s) return {"form_check_again", 422};
    const std::int64_t age_s = unix_seconds(services.clock) - *given_s;
    const bool is_clock_put_back = age_s < 0;  // the token is ours, so the time in it was
    if (!is_clock_put_back && age_s < kFastestHand_s) return {"form_check_again", 422};
    if (is_sent_already(desk, read.form)) return {};  // it costs nothing to say its number
    if (services.forms != nullptr &&
        !services.forms->allow(rate_key_of(exchange.request.client), services.clock.steady()))
        return {"form_too_often", 429};
    return {};
}

HttpResponse send(const Services& services, const Exchange& exchange, ReadForm read) {
    if (services.requests == nullptr)
        return again(services, exchange, std::move(read), "form_cannot_send", 503);
    Doubt doubt = doubt_about(services, exchange, read);
    if (doubt.text_key != nullptr) {
        HttpResponse response = again(services, exchange, std::move(read), doubt.text_key, doubt.status);
        if (doubt.status == 429) response.set("Retry-After", "60");
        return response;
    }
    const PageLang lang = page_lang(exchange.request);
    ContactForm form = read.form;
    if (form.suggested.empty()) {
        for (const Hit& hit : suggestions_for(services, exchange, form))
            form.suggested.push_back(hit.article.id);
    }
    // Back from the page with the number, and other words now: that is another request.
    if (services.requests->tickets.by_token(form.token) && !is_sent_already(*services.requests, form))
        form.token = new_form_token(services.requests->secret, unix_seconds(services.clock));
    const std::string token = form.token;
    const NewTicket ticket = ticket_of(std::move(form), "form", lang.lang == Lang::ru ? "ru" : "en");
    const bool is_stored = try_quietly([&] {
        services.requests->tickets.add(ticket, services.config.requests.targets(),
                                       unix_seconds(services.clock));
    });
    if (!is_stored) return again(services, exchange, std::move(read), "form_cannot_send", 503);
    services.metrics.count_verdict("form", "sent");
    services.requests->on_added();
    return redirect_to(303, lang.link("/contact/sent/" + token));
}

HttpResponse last_page(const Services& services, const Exchange& exchange, const char* title_key,
                       const char* template_name, PageData data) {
    const PageLang lang = page_lang(exchange.request);
    PageHead head = page_head(services, exchange, lang);
    head.title = services.site.texts().get(lang.lang, title_key);
    head.is_unlisted = true;
    HttpResponse response = page(services, head, template_name, std::move(data));
    response.set("Cache-Control", "no-store");
    return response;
}

}  // namespace

HttpResponse post_contact(const Services& services, const Exchange& exchange) {
    ReadForm read = read_contact_form(exchange.request, services.config.requests);
    switch (read.form.wish) {
        case FormWish::look:
            return look(services, exchange, std::move(read));
        case FormWish::solved:
            return solved(services, exchange, read.form);
        case FormWish::send:
            break;
    }
    return send(services, exchange, std::move(read));
}

HttpResponse get_contact_sent_page(const Services& services, const Exchange& exchange) {
    const auto ticket =
        services.requests == nullptr ? std::nullopt : services.requests->tickets.by_token(exchange.argument);
    if (!ticket) throw HttpError(Refusal::not_found, "Такого обращения нет.");
    const PageLang lang = page_lang(exchange.request);
    std::vector<PageData> cards;
    for (const std::string& id : ticket->suggested) {
        const auto article =
            services.searcher.is_ready() ? services.searcher.article(exchange.caller, id) : std::nullopt;
        if (article && cards.size() < 3) cards.push_back(card_data(article->card, lang));
    }
    PageData data;
    data.set("number", ticket->number);
    data.set("has_contact", PageData(!ticket->contact.empty()));
    set_list(data, "cards", cards);
    return last_page(services, exchange, "sent_title", "contact_sent", std::move(data));
}

HttpResponse get_contact_solved_page(const Services& services, const Exchange& exchange) {
    const std::string_view id = value_or(exchange.request.query, "article");
    const auto article =
        services.searcher.is_ready() ? services.searcher.article(exchange.caller, id) : std::nullopt;
    PageData data;
    const PageLang lang = page_lang(exchange.request);
    set_text(data, "article_title", article ? title_html(article->card.title) : "");
    set_text(data, "article_url", article ? lang.article_link(article->card, article->card.url) : "");
    return last_page(services, exchange, "solved_title", "contact_solved", std::move(data));
}

}  // namespace kb
