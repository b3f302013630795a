// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include "server/http/events.h"
#include "server/http/page_handlers.h"
#include "server/http/page_layout.h"
#include "server/http/params.h"
#include "server/http/texts.h"

namespace kb {
namespace {

constexpr int kHitsPerPage = 10;
constexpr int kLastOffset = 1000;
constexpr std::size_t kMaxFacetValues = 8;

std::string search_url(const SearchRequest& request) {
    std::string url = "/search?q=" + percent_encode(request.query);
    if (!request.category.empty()) url += "&category=" + percent_encode(request.category);
    if (!request.type.empty()) url += "&type=" + percent_encode(request.type);
    if (!request.lang.empty()) url += "&lang=" + percent_encode(request.lang);
    if (request.literal) url += "&literal=1";
    if (request.offset > 0) url += fmt::format("&offset={}", request.offset);
    return url;
}

// A chosen value's link takes the choice back.
PageData facet_data(const SearchRequest& request, const char* facet_title, std::string SearchRequest::*field,
                    const std::vector<FacetValue>& values, std::string (*title_of)(std::string_view)) {
    PageData facet;
    facet.set("facet_title", facet_title);
    std::vector<PageData> rows;
    for (const FacetValue& value : values) {
        if (rows.size() == kMaxFacetValues) break;
        const bool is_chosen = request.*field == value.value;
        SearchRequest next = request;
        next.offset = 0;
        next.*field = is_chosen ? "" : value.value;
        PageData row;
        row.set("url", search_url(next));
        row.set("title", title_of == nullptr ? value.title : title_of(value.value));
        row.set("count", std::to_string(value.count));
        row.set("is_chosen", PageData(is_chosen));
        rows.push_back(std::move(row));
    }
    set_list(facet, "values", rows);
    return facet;
}

// A facet of one value narrows nothing, unless it is the chosen one.
std::vector<PageData> facets_data(const SearchRequest& request, const Facets& facets) {
    std::vector<PageData> out;
    const auto add = [&](const char* title, std::string SearchRequest::*field,
                         const std::vector<FacetValue>& values, std::string (*title_of)(std::string_view)) {
        if (values.size() > 1 || (!values.empty() && !(request.*field).empty())) {
            out.push_back(facet_data(request, title, field, values, title_of));
        }
    };
    add("Тема", &SearchRequest::category, facets.categories, nullptr);
    add("Что это", &SearchRequest::type, facets.types, type_title);
    add("Язык", &SearchRequest::lang, facets.langs, lang_title);
    return out;
}

// Words that no article has are named beside it: that alone says why not all words are there.
std::string relaxed_text(const SearchAnswer& answer) {
    if (answer.total == 0) return {};
    const bool is_explained = !answer.missing_words.empty();
    switch (is_explained ? Relaxation::all_words : answer.relaxation) {
        case Relaxation::most_words:
            return "Статей со всеми словами запроса нет. Вот те, где есть почти все.";
        case Relaxation::some_words:
            return "Статей со всеми словами запроса нет. Вот те, где есть хотя бы некоторые.";
        default:
            break;
    }
    return answer.is_confident ? "" : "Точного ответа, похоже, нет. Вот самое близкое.";
}

void set_notices(PageData& data, const SearchRequest& request, const SearchAnswer& answer) {
    data.set("rewritten", PageData(answer.rewritten.has_value()));
    if (answer.rewritten) {
        SearchRequest literal = request;
        literal.literal = true;
        literal.offset = 0;
        data.set("shown_query", answer.shown_query);
        data.set("reason", rewritten_reason(*answer.rewritten));
        data.set("literal_url", search_url(literal));
    }
    const std::string relaxed = relaxed_text(answer);
    set_text(data, "relaxed", relaxed);
    std::vector<PageData> words;
    for (const std::string& missing : answer.missing_words) {
        PageData word;
        word.set("word", missing);
        words.push_back(std::move(word));
    }
    const bool is_missing = !words.empty() && answer.total > 0;
    data.set("missing", PageData(is_missing));
    data.set("has_notice", PageData(is_missing || !relaxed.empty()));
    set_list(data, "words", words);
}

void set_pages(PageData& data, const SearchRequest& request, int total) {
    const int last = std::min(total, kLastOffset + kHitsPerPage);
    data.set("has_pages", PageData(last > kHitsPerPage));
    const auto url_at = [&](int offset) {
        SearchRequest other = request;
        other.offset = offset;
        return search_url(other);
    };
    set_text(data, "previous_url",
             request.offset > 0 ? url_at(std::max(0, request.offset - kHitsPerPage)) : "");
    set_text(data, "next_url",
             request.offset + kHitsPerPage < last ? url_at(request.offset + kHitsPerPage) : "");
    data.set("page_text", fmt::format("{}–{} из {}", request.offset + 1,
                                      std::min(request.offset + kHitsPerPage, total), total));
}

std::string heading_text(const SearchAnswer& answer) {
    if (answer.total == 0) return "Ничего не нашли";
    return fmt::format("{} {}", answer.total % 10 == 1 && answer.total % 100 != 11 ? "Нашлась" : "Нашлось",
                       counted(answer.total, "статья", "статьи", "статей"));
}

}  // namespace

HttpResponse get_search_page(const Services& services, const Exchange& exchange) {
    SearchRequest request = search_request(exchange.request.query);
    request.limit = kHitsPerPage;
    const CategoryTree tree(services.searcher, exchange.caller);
    PageData data;
    data.set("has_query", PageData(!request.query.empty()));
    SearchAnswer answer;
    if (!request.query.empty()) {
        answer = services.searcher.search(exchange.caller, request);
        note_search(services, exchange.caller, request, answer);
    }
    data.set("heading", heading_text(answer));
    set_notices(data, request, answer);
    set_pages(data, request, answer.total);
    std::vector<PageData> hits;
    for (const Hit& hit : answer.hits) hits.push_back(hit_data(hit, tree));
    set_list(data, "hits", hits);
    set_list(data, "facets", facets_data(request, answer.facets));
    set_list(data, "categories", tree.topics());
    data.set("is_unsure", PageData(!answer.is_confident));
    data.set("has_filters",
             PageData(!request.category.empty() || !request.type.empty() || !request.lang.empty()));
    SearchRequest unfiltered;
    unfiltered.query = request.query;
    data.set("unfiltered_url", search_url(unfiltered));
    PageHead head;
    head.title = request.query.empty() ? "Поиск" : request.query;
    head.query = request.query;
    head.is_unlisted = true;
    return page(services, head, "search", std::move(data));
}

}  // namespace kb
