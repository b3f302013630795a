// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/contact_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "server/clock.h"
#include "server/config.h"
#include "server/file_type.h"
#include "server/http/contact_handlers.h"
#include "server/http/errors.h"
#include "server/http/events.h"
#include "server/http/form_token.h"
#include "server/http/page_layout.h"
#include "server/http/request_desk.h"
#include "server/http/site.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr int kSuggestions = 3;
constexpr std::size_t kMaxAskedSubject = 300;  // code points; as many as the form takes
constexpr std::size_t kMaxAskedText = 20'000;
constexpr std::size_t kLongestLetter = 600;  // characters; mail programs cut longer addresses

std::string joined(const std::vector<std::string>& items) { return fmt::format("{}", fmt::join(items, ",")); }

// A letter to us with what was written already in it; a long text is left to the person to copy.
std::string letter_url(const std::string& email, const ContactForm& form) {
    std::string url = "mailto:" + email + "?subject=" + percent_encode(form.subject);
    if (count_code_points(form.text) <= kLongestLetter) url += "&body=" + percent_encode(form.text);
    return url;
}

std::optional<ArticleView> article_of(const Services& services, const Exchange& exchange,
                                      const std::string& id) {
    if (id.empty() || !services.searcher.is_ready()) return std::nullopt;
    return services.searcher.article(exchange.caller, id);
}

void set_suggestions(PageData& data, const ContactPage& shown, const PageLang& lang) {
    std::vector<PageData> rows;
    for (const Hit& hit : shown.suggestions) {
        PageData row;
        row.set("id", hit.article.id);
        row.set("title", title_html(hit.article.title));
        row.set("url",
                lang.article_link(hit.article, hit.section.url.empty() ? hit.article.url : hit.section.url));
        set_text(row, "foreign_lang", lang.foreign(hit.article.lang));
        row.set("snippet", highlighted(hit.snippet.text, hit.snippet.marks));
        row.set("answer", hit.quote ? hit.quote->html : "");
        rows.push_back(std::move(row));
    }
    set_list(data, "suggestions", rows);
    data.set("has_looked", PageData(shown.has_looked));
}

// Questions of the article they came from, else of the best one found, with what is answered already.
void set_questions(PageData& data, const ContactPage& shown, const std::optional<ArticleView>& article) {
    std::vector<AskQuestion> ask = article ? article->ask : std::vector<AskQuestion>();
    if (ask.empty() && !shown.suggestions.empty()) ask = shown.suggestions.front().ask;
    const auto answer_to = [&](const std::string& question) -> std::string {
        for (const AskedAnswer& known : shown.form.answers) {
            if (known.question == question) return known.answer;
        }
        return "";
    };
    std::vector<PageData> rows;
    for (const AskQuestion& item : ask) {
        PageData row;
        row.set("field_id", fmt::format("ask-{}", rows.size()));
        row.set("question", item.question);
        set_text(row, "why", item.why);
        row.set("value", answer_to(item.question));
        rows.push_back(std::move(row));
    }
    set_list(data, "questions", rows);
}

void set_problems(PageData& data, const ContactPage& shown, const PageTexts& texts, Lang lang) {
    std::vector<PageData> rows;
    for (const FormProblem& problem : shown.problems) {
        std::string text = texts.get(lang, problem.text_key);
        for (const auto& [place, value] : problem.places) {
            const std::string sign = "{" + place + "}";
            if (const std::size_t at = text.find(sign); at != std::string::npos)
                text.replace(at, sign.size(), value);
        }
        PageData row;
        row.set("problem", text);
        row.set("field", problem.field.empty() ? "contact-form" : problem.field);
        rows.push_back(std::move(row));
    }
    set_list(data, "problems", rows);
}

void set_fields(PageData& data, const ContactPage& shown) {
    const ContactForm& form = shown.form;
    std::vector<std::string> ids = form.suggested;
    for (const Hit& hit : shown.suggestions) {
        if (std::find(ids.begin(), ids.end(), hit.article.id) == ids.end()) ids.push_back(hit.article.id);
    }
    data.set("subject", form.subject);
    data.set("text", form.text);
    data.set("contact_value", form.contact);
    data.set("article_id", form.article_id);
    data.set("page_address", form.page);
    data.set("steps_value", joined(form.steps));
    set_text(data, "steps_done", fmt::format("{}", fmt::join(form.steps, ", ")));
    data.set("suggested", joined(ids));
    data.set("token", form.token);
}

void set_files(PageData& data, const RequestSettings& settings) {
    data.set("takes_files", PageData(settings.max_files > 0));
    data.set("max_files", std::to_string(settings.max_files));
    data.set("max_megabytes", std::to_string(settings.max_file_megabytes));
    data.set("accepted", accepted_files_filter());
}

}  // namespace

std::vector<Hit> suggestions_for(const Services& services, const Exchange& exchange,
                                 const ContactForm& form) {
    SuggestRequest request;
    request.subject = std::string(first_code_points(form.subject, kMaxAskedSubject));
    request.text = std::string(first_code_points(form.text, kMaxAskedText));
    request.channel = "form";
    request.limit = kSuggestions;
    if (says_nothing(form) || !services.searcher.is_ready()) return {};
    std::vector<Hit> hits;
    try_quietly([&] {
        const SuggestAnswer answer = services.searcher.suggest(exchange.caller, request);
        note_suggest(services, exchange.caller, answer);
        hits = answer.suggestions;
    });
    return hits;
}

HttpResponse contact_page(const Services& services, const Exchange& exchange, const ContactPage& shown) {
    const PageLang lang = page_lang(exchange.request);
    const PageTexts& texts = services.site.texts();
    const auto article = article_of(services, exchange, shown.form.article_id);
    ContactPage known = shown;
    if (!article) known.form.article_id.clear();
    if (services.requests != nullptr && !form_token_time(known.form.token, services.requests->secret))
        known.form.token = new_form_token(services.requests->secret, unix_seconds(services.clock));
    PageData data;
    set_fields(data, known);
    set_text(data, "article_title", article ? title_html(article->card.title) : "");
    set_text(data, "article_url", article ? lang.article_link(article->card, article->card.url) : "");
    set_suggestions(data, known, lang);
    set_questions(data, known, article);
    set_problems(data, known, texts, lang.lang);
    set_files(data, services.config.requests);
    data.set("can_send", PageData(services.requests != nullptr));
    data.set("action_url", lang.link("/contact"));
    data.set("send_label",
             texts.get(lang.lang, known.suggestions.empty() ? "form_send" : "form_send_anyway"));
    data.set("letter_url", letter_url(services.config.contacts.email, known.form));
    PageHead head = page_head(services, exchange, lang);
    head.title = texts.get(lang.lang, "write_to_us");
    head.is_suggest = true;
    head.is_unlisted = true;
    HttpResponse response = page(services, head, "contact_page", std::move(data), known.status);
    response.set("Cache-Control", "private, no-cache");  // «no-store» would lose the text on the way back
    return response;
}

HttpResponse get_contact_page(const Services& services, const Exchange& exchange) {
    ContactPage shown;
    shown.form = form_of_query(exchange.request.query);
    shown.suggestions = suggestions_for(services, exchange, shown.form);
    shown.has_looked = !says_nothing(shown.form);
    return contact_page(services, exchange, shown);
}

HttpResponse get_old_contact_address(const Services&, const Exchange& exchange) {
    const std::string& target = exchange.request.target;
    const std::size_t mark = target.find('?');
    return redirect_to(301, "/contact" + (mark == std::string::npos ? std::string() : target.substr(mark)));
}

}  // namespace kb
