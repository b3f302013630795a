// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "server/http/events.h"
#include "server/http/page_handlers.h"
#include "server/http/page_layout.h"
#include "server/http/params.h"
#include "server/http/site.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr int kHitsPerPage = 10;
constexpr int kLastOffset = 1000;
constexpr std::size_t kMaxFacetValues = 8;
constexpr std::size_t kTellingLetters = 4;
constexpr int kCompletions = 5;  // looked at for each word
constexpr std::size_t kNearest = 3;

std::string search_url(const SearchRequest& request, const PageLang& lang) {
    std::string url = "/search?q=" + percent_encode(request.query);
    if (!request.category.empty()) url += "&category=" + percent_encode(request.category);
    if (!request.type.empty()) url += "&type=" + percent_encode(request.type);
    if (!request.lang.empty()) url += "&lang=" + percent_encode(request.lang);
    if (request.literal) url += "&literal=1";
    if (request.offset > 0) url += fmt::format("&offset={}", request.offset);
    return lang.link(url);
}

// What every part of the page is made from.
struct Results {
    const SearchRequest& request;
    const SearchAnswer& answer;
    const CategoryTree& tree;
    const PageTexts& texts;

    const std::string& text(std::string_view key) const { return texts.get(tree.lang().lang, key); }
    std::string url(const SearchRequest& other) const { return search_url(other, tree.lang()); }
};

// What a facet of the page is: its field in the request, and how its values are called.
struct FacetKind {
    const char* title_key;
    std::string SearchRequest::*field;
    std::string (*title_of)(const Results&, const std::string& value);
};

std::string category_title(const Results& results, const std::string& value) {
    return results.tree.title(value);
}
std::string type_title(const Results& results, const std::string& value) {
    return results.text("type_" + value);
}
std::string lang_title(const Results& results, const std::string& value) {
    return value == "ru" || value == "en" ? results.text("lang_" + value) : value;
}

// A chosen value's link takes the choice back.
PageData facet_data(const Results& results, const FacetKind& kind, const std::vector<FacetValue>& values) {
    PageData facet;
    facet.set("facet_title", results.text(kind.title_key));
    std::vector<PageData> rows;
    for (const FacetValue& value : values) {
        if (rows.size() == kMaxFacetValues) break;
        const bool is_chosen = results.request.*kind.field == value.name->value;
        SearchRequest next = results.request;
        next.offset = 0;
        next.*kind.field = is_chosen ? "" : value.name->value;
        PageData row;
        row.set("url", results.url(next));
        row.set("title", kind.title_of(results, value.name->value));
        row.set("count", std::to_string(value.count));
        row.set("is_chosen", PageData(is_chosen));
        rows.push_back(std::move(row));
    }
    set_list(facet, "values", rows);
    return facet;
}

// A facet of one value narrows nothing, unless it is the chosen one.
std::vector<PageData> facets_data(const Results& results) {
    std::vector<PageData> out;
    const auto add = [&](const FacetKind& kind, const std::vector<FacetValue>& values) {
        if (values.size() > 1 || (!values.empty() && !(results.request.*kind.field).empty())) {
            out.push_back(facet_data(results, kind, values));
        }
    };
    const Facets& facets = results.answer.facets;
    add({"facet_topic", &SearchRequest::category, category_title}, facets.categories);
    add({"facet_type", &SearchRequest::type, type_title}, facets.types);
    add({"facet_lang", &SearchRequest::lang, lang_title}, facets.langs);
    return out;
}

// What the results are narrowed to, in words: «Wi-Fi, Инструкция».
std::string chosen_text(const Results& results) {
    const SearchRequest& request = results.request;
    std::vector<std::string> chosen;
    if (!request.category.empty()) chosen.push_back(results.tree.title(request.category));
    if (!request.type.empty()) chosen.push_back(type_title(results, request.type));
    if (!request.lang.empty()) chosen.push_back(lang_title(results, request.lang));
    return fmt::format("{}", fmt::join(chosen, ", "));
}

// Words that no article has are named beside it: that alone says why not all words are there.
std::string relaxed_text(const Results& results) {
    const SearchAnswer& answer = results.answer;
    if (answer.total == 0) return {};
    const bool is_explained = !answer.missing_words.empty();
    switch (is_explained ? Relaxation::all_words : answer.relaxation) {
        case Relaxation::most_words:
            return results.text("most_words");
        case Relaxation::some_words:
            return results.text("some_words");
        default:
            break;
    }
    return answer.is_confident ? "" : results.text("unsure");
}

const char* reason_key(Via via) {
    if (via == Via::layout) return "why_layout";
    return via == Via::translit ? "why_translit" : "why_correction";
}

std::vector<PageData> words_data(const std::vector<std::string>& texts) {
    std::vector<PageData> words;
    for (const std::string& text : texts) {
        PageData word;
        word.set("word", text);
        words.push_back(std::move(word));
    }
    return words;
}

void set_notices(PageData& data, const Results& results) {
    const SearchAnswer& answer = results.answer;
    const Lang lang = results.tree.lang().lang;
    data.set("rewritten", PageData(answer.rewritten.has_value()));
    if (answer.rewritten) {
        SearchRequest literal = results.request;
        literal.literal = true;
        literal.offset = 0;
        data.set("shown_quoted", results.texts.with(lang, "quoted", {{"text", answer.shown_query}}));
        data.set("reason", results.text(reason_key(*answer.rewritten)));
        data.set("literal_url", results.url(literal));
        data.set("literal_text",
                 results.texts.with(lang, "search_literally", {{"text", results.request.query}}));
    }
    const std::string relaxed = relaxed_text(results);
    set_text(data, "relaxed", relaxed);
    const std::vector<PageData> words = words_data(answer.missing_words);
    const bool is_missing = !words.empty() && answer.total > 0;
    data.set("missing", PageData(is_missing));
    data.set("has_notice", PageData(is_missing || !relaxed.empty()));
    set_list(data, "words", words);
}

void set_pages(PageData& data, const Results& results) {
    const SearchRequest& request = results.request;
    const int total = results.answer.total;
    const int last = std::min(total, kLastOffset + kHitsPerPage);
    data.set("has_pages", PageData(last > kHitsPerPage));
    const auto url_at = [&](int offset) {
        SearchRequest other = request;
        other.offset = offset;
        return results.url(other);
    };
    set_text(data, "previous_url",
             request.offset > 0 ? url_at(std::max(0, request.offset - kHitsPerPage)) : "");
    set_text(data, "next_url",
             request.offset + kHitsPerPage < last ? url_at(request.offset + kHitsPerPage) : "");
    data.set("page_text",
             results.texts.with(results.tree.lang().lang, "page_range",
                                {{"from", std::to_string(request.offset + 1)},
                                 {"to", std::to_string(std::min(request.offset + kHitsPerPage, total))},
                                 {"total", std::to_string(total)}}));
}

// Topics whose articles or headings have a word that begins as one of the question's does.
std::vector<PageData> nearest_topics(const Services& services, Caller caller, const Results& results) {
    std::map<std::string, int> votes;
    std::string_view rest = results.request.query;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        const std::string beginning(first_code_points(rest.substr(0, end), kTellingLetters));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (count_code_points(beginning) < kTellingLetters) continue;
        for (const Completion& completion : services.searcher.complete(caller, beginning, kCompletions)) {
            if (!completion.url.starts_with("/a/")) continue;
            const std::string slug = percent_decode(
                std::string_view(completion.url).substr(3, completion.url.find('#') - 3), false);
            if (const auto card = services.searcher.card(caller, slug)) ++votes[card->category];
        }
    }
    std::vector<std::pair<int, std::string>> best;
    for (const auto& [category, count] : votes) best.emplace_back(-count, category);
    std::sort(best.begin(), best.end());
    std::vector<PageData> topics;
    for (const auto& [count, category] : best) {
        const CategoryTree::Row* row = results.tree.find(category);
        if (row != nullptr && topics.size() < kNearest) topics.push_back(results.tree.topic(*row, false));
    }
    return topics;
}

void set_no_answer(PageData& data, const Services& services, Caller caller, const Results& results) {
    const bool is_asked = !results.request.query.empty();
    const bool is_answered = results.answer.total > 0;
    std::vector<PageData> nearest;
    std::vector<PageData> understood;
    if (is_asked && !is_answered) {
        nearest = nearest_topics(services, caller, results);
        understood = words_data(results.answer.missing_words);
    }
    set_list(data, "categories",
             is_answered || !nearest.empty() ? std::vector<PageData>{} : results.tree.topics());
    set_list(data, "nearest", nearest);
    set_list(data, "understood", understood);
    data.set("has_filters", PageData(!results.request.category.empty() || !results.request.type.empty() ||
                                     !results.request.lang.empty()));
    SearchRequest unfiltered;
    unfiltered.query = results.request.query;
    data.set("unfiltered_url", results.url(unfiltered));
}

PageData page_data_of(const Services& services, Caller caller, const Results& results) {
    PageData data;
    const int total = results.answer.total;
    data.set("has_query", PageData(!results.request.query.empty()));
    data.set("heading", total == 0 ? results.text("nothing_found")
                                   : results.texts.counted(results.tree.lang().lang, "found_count", total));
    set_notices(data, results);
    set_pages(data, results);
    std::vector<PageData> hits;
    for (const Hit& hit : results.answer.hits) hits.push_back(hit_data(hit, results.tree, results.texts));
    set_list(data, "hits", hits);
    set_list(data, "facets", facets_data(results));
    set_text(data, "chosen_text", chosen_text(results));
    set_no_answer(data, services, caller, results);
    return data;
}

}  // namespace

HttpResponse get_search_page(const Services& services, const Exchange& exchange) {
    SearchRequest request = search_request(exchange.request.query);
    request.limit = kHitsPerPage;
    const CategoryTree tree(services, exchange.caller, page_lang(exchange.request));
    SearchAnswer answer;
    if (!request.query.empty()) {
        answer = services.searcher.search(exchange.caller, request);
        note_search(services, exchange.caller, request, answer);
    }
    const Results results{request, answer, tree, services.site.texts()};
    PageHead head = page_head(services, exchange, tree.lang());
    head.title = request.query.empty() ? results.text("search_title") : request.query;
    head.query = request.query;
    head.is_unlisted = true;
    return page(services, head, "search", page_data_of(services, exchange.caller, results));
}

}  // namespace kb
