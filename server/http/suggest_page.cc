// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/links.h"
#include "server/config.h"
#include "server/http/events.h"
#include "server/http/page_handlers.h"
#include "server/http/page_layout.h"
#include "server/http/params.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr int kSuggestions = 3;
constexpr std::size_t kLongestLetter = 600;  // characters; mail programs cut longer addresses

// A letter to us with what was written already in it; a long text is left to the person to copy.
std::string letter_url(const std::string& email, const SuggestRequest& request) {
    std::string url = "mailto:" + email + "?subject=" + percent_encode(request.subject);
    if (count_code_points(request.text) <= kLongestLetter) url += "&body=" + percent_encode(request.text);
    return url;
}

HttpResponse suggest_page(const Services& services, const SuggestRequest& request,
                          const SuggestAnswer& answer, const char* empty_text) {
    PageData data;
    data.set("subject", request.subject);
    data.set("text", request.text);
    data.set("empty_text", empty_text);
    data.set("letter_url", letter_url(services.config.contacts.email, request));
    std::vector<PageData> rows;
    for (const Hit& hit : answer.suggestions) {
        PageData row;
        row.set("title", hit.article.title);
        row.set("section_url", hit.section.url.empty() ? hit.article.url : hit.section.url);
        row.set("snippet", highlighted(hit.snippet.text, hit.snippet.marks));
        rows.push_back(std::move(row));
    }
    set_list(data, "suggestions", rows);
    PageHead head;
    head.title = "Напишите нам";
    head.is_suggest = true;
    head.is_unlisted = true;
    return page(services, head, "suggest", std::move(data));
}

}  // namespace

HttpResponse get_suggest_page(const Services& services, const Exchange&) {
    return suggest_page(services, {}, {}, "Здесь появятся подходящие статьи.");
}

HttpResponse post_suggest_page(const Services& services, const Exchange& exchange) {
    const NamedValues form = parse_query(exchange.request.body);
    SuggestRequest request;
    request.subject = value_or(form, "subject");
    request.text = value_or(form, "text");
    request.channel = "form";
    request.limit = kSuggestions;
    check_suggest_request(request);
    const SuggestAnswer answer = services.searcher.suggest(exchange.caller, request);
    note_suggest(services, exchange.caller, answer);
    HttpResponse response = suggest_page(
        services, request, answer, "Готового ответа мы не нашли. Напишите или позвоните нам — разберёмся.");
    response.set("Cache-Control", "no-store");
    return response;
}

}  // namespace kb
