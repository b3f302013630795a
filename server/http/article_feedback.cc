// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/article_feedback.h"

#include <algorithm>
#include <array>

#include "server/clock.h"
#include "server/http/errors.h"
#include "server/http/params.h"
#include "server/http/rate_limit.h"
#include "server/http/site.h"
#include "server/network_address.h"
#include "server/store/feedback_store.h"

namespace kb {
namespace {

constexpr std::array<std::string_view, 4> kReasons{"not_working", "unclear", "outdated", "off_topic"};
constexpr std::size_t kMaxComment = 1000;

// A form's article, and everything a form needs to be answered.
struct Form {
    const Services& services;
    const Exchange& exchange;
    ArticleCard card;
    NamedValues values;
    std::vector<RenderedSection> sections;

    std::string back(const std::string& query, const std::string& anchor) const {
        const PageLang lang = page_lang(exchange.request, card.lang);
        return lang.article_link(card, card.url + "?" + query + "#" + anchor);
    }
};

Form read_form(const Services& services, const Exchange& exchange) {
    auto view = services.searcher.article(exchange.caller, exchange.argument);
    if (!view) throw HttpError(Refusal::not_found, "Такой статьи нет.");
    return {services, exchange, std::move(view->card), parse_query(exchange.request.body),
            std::move(view->sections)};
}

// After everything else about the form has been found right.
void count(const Form& form) {
    if (!form.services.votes.allow(rate_key_of(form.exchange.request.client), form.services.clock.steady()))
        throw HttpError(Refusal::too_many_votes, "Подождите минуту и попробуйте снова.");
}

void keep(bool is_kept) {
    if (!is_kept)
        throw HttpError(Refusal::store_unavailable,
                        "Ваш ответ не потерялся бы, но записать его сейчас некуда.");
}

bool is_first(const Form& form, const std::string& what) {
    return form.services.votes.is_first(
        rate_key_of(form.exchange.request.client) + "\n" + form.card.id + "\n" + what,
        form.services.clock.steady());
}

const char* vote_title_key(std::string_view voted) {
    if (voted == "yes") return "js_voted_yes";
    if (voted == "no") return "js_voted_no";
    if (voted == "late") return "voted_late";
    return voted == "told" ? "js_voted_told" : "vote_question";
}

}  // namespace

void set_feedback(PageData& data, const Services& services, const Exchange& exchange, const ArticleCard& card,
                  const PageLang& lang) {
    const PageTexts& texts = services.site.texts();
    const std::string voted(value_or(exchange.request.query, "voted"));
    const std::string title_key = vote_title_key(voted);
    data.set("vote_answer", title_key == "vote_question" ? "" : texts.get(lang.lang, title_key));
    data.set("is_voted", PageData(title_key != "vote_question"));
    data.set("is_no", PageData(voted == "no"));
    data.set("vote_url", lang.article_link(card, card.url + "/vote"));
    data.set("reason_url", lang.article_link(card, card.url + "/reason"));
    std::vector<PageData> reasons;
    for (const std::string_view reason : kReasons) {
        PageData row;
        row.set("reason", std::string(reason));
        row.set("reason_title", texts.get(lang.lang, "reason_" + std::string(reason)));
        reasons.push_back(std::move(row));
    }
    // Before a vote they are there, but hidden: a script shows them without asking the server.
    if (title_key != "vote_question" && voted != "no") reasons.clear();
    set_list(data, "reasons", reasons);
}

HttpResponse post_vote(const Services& services, const Exchange& exchange) {
    const Form form = read_form(services, exchange);
    const std::string helpful(value_or(form.values, "helpful"));
    if (helpful != "yes" && helpful != "no")
        throw HttpError(Refusal::bad_parameter, "«helpful» — yes или no.");
    count(form);
    if (!is_first(form, "vote")) return redirect_to(303, form.back("voted=late", "vote"));
    keep(services.feedback.add_vote(form.card.id, helpful == "yes", unix_seconds(services.clock)));
    return redirect_to(303, form.back("voted=" + helpful, "vote"));
}

HttpResponse post_reason(const Services& services, const Exchange& exchange) {
    const Form form = read_form(services, exchange);
    const std::string reason(value_or(form.values, "reason"));
    if (std::find(kReasons.begin(), kReasons.end(), reason) == kReasons.end())
        throw HttpError(Refusal::bad_parameter, "«reason» — not_working, unclear, outdated или off_topic.");
    const std::string comment = text_param(form.values, "comment", kMaxComment);
    count(form);
    if (is_first(form, "reason"))
        keep(services.feedback.add_remark({form.card.id, "", reason, comment}, unix_seconds(services.clock)));
    return redirect_to(303, form.back("voted=told", "vote"));
}

HttpResponse post_unclear(const Services& services, const Exchange& exchange) {
    const Form form = read_form(services, exchange);
    const std::string anchor(value_or(form.values, "section"));
    const bool is_known = !anchor.empty() && std::any_of(form.sections.begin(), form.sections.end(),
                                                         [&](const RenderedSection& section) {
                                                             return section.anchor == anchor;
                                                         });
    if (!is_known) throw HttpError(Refusal::bad_parameter, "«section» — раздел этой статьи.");
    count(form);
    if (is_first(form, "unclear\n" + anchor))
        keep(services.feedback.add_remark({form.card.id, anchor, "unclear", ""},
                                          unix_seconds(services.clock)));
    return redirect_to(303, form.back("unclear=" + percent_encode(anchor), percent_encode(anchor)));
}

}  // namespace kb
