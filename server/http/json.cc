// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/json.h"

#include <fmt/format.h>

#include <algorithm>

#include "server/http/errors.h"
#include "server/http/json_parts.h"
#include "server/http/message.h"
#include "server/json_writer.h"
#include "server/time_text.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

void write_marks(JsonWriter& out, const char* name, std::string_view text,
                 const std::vector<ByteRange>& marks) {
    out.key(name).begin_array();
    for (const auto& [begin, end] : utf16_ranges(text, marks))
        out.begin_array()
            .value(static_cast<std::int64_t>(begin))
            .value(static_cast<std::int64_t>(end))
            .end_array();
    out.end_array();
}

// The fields of a hit, without the braces.
void write_fields(JsonWriter& out, const Hit& hit) {
    each_field(hit.article, [&](const char* name, const auto& text) { out.field(name, text); });
    write_marks(out, "title_marks", hit.article.title, hit.title_marks);
    out.key("section").begin_object();
    out.field("title", hit.section.title).field("anchor", hit.section.anchor).field("url", hit.section.url);
    out.end_object();
    out.key("snippet").begin_object().field("text", hit.snippet.text);
    write_marks(out, "marks", hit.snippet.text, hit.snippet.marks);
    out.end_object();
    out.field("score", hit.score).field("confidence", hit.confidence);
    out.key("matches").begin_array();
    for (const Match& match : hit.matches)
        out.begin_object()
            .field("word", match.word)
            .field("matched", match.matched)
            .field("via", via_name(match.via))
            .end_object();
    out.end_array();
    out.field("solved_cases", hit.solved_cases);
}

void write_suggestion(JsonWriter& out, Caller caller, const Hit& hit) {
    out.begin_object();
    write_fields(out, hit);
    out.key("quote").raw(dump_json(quote_json(hit.quote.value_or(Quote{}))));
    out.key("ask").raw(dump_json(ask_json(hit.ask)));
    if (caller == Caller::internal) out.field("escalate_to", hit.escalate_to);
    out.end_object();
}

Json similar_cases_json(const std::vector<SimilarCase>& cases) {
    Json out = Json::array();
    for (const SimilarCase& one : cases) {
        out.push_back({{"id", one.id},
                       {"text", one.text},
                       {"article", card_json(one.article)},
                       {"outcome", one.is_solved ? "solved" : "not_solved"},
                       {"date", time_text(one.at_s)},
                       {"similarity", one.similarity}});
    }
    return out;
}

std::string section_url(const std::string& article_url, const std::string& anchor) {
    if (anchor.empty()) return article_url;
    std::string url = article_url;
    url += '#';
    return url += percent_encode(anchor);
}

void write_facet(JsonWriter& out, const char* name, const std::vector<FacetValue>& values) {
    out.key(name).begin_array();
    for (const FacetValue& value : values)
        out.begin_object()
            .field("value", value.name->value)
            .field("title", value.name->title)
            .field("count", value.count)
            .end_object();
    out.end_array();
}

std::string text_of(const std::string& key, const Json& value) {
    if (value.is_null()) return {};
    if (!value.is_string()) refuse_json(fmt::format("«{}» — это строка.", key));
    return value.get<std::string>();
}

int whole_number_of(const std::string& key, const Json& value) {
    if (!value.is_number_integer()) refuse_json(fmt::format("«{}» — это целое число.", key));
    return static_cast<int>(std::clamp<std::int64_t>(value.get<std::int64_t>(), -1, 1'000'000));
}

Level level_of(const std::string& name) {
    for (const Level level : {Level::none, Level::basic, Level::advanced}) {
        if (name == level_name(level)) return level;
    }
    refuse_json("«level» — basic или advanced.");
}

std::vector<std::string> list_of(const std::string& key, const Json& value) {
    if (!value.is_array()) refuse_json(fmt::format("«{}» — это список строк.", key));
    std::vector<std::string> out;
    for (const Json& item : value) out.push_back(text_of(key, item));
    return out;
}

void read_field(SuggestRequest& request, const std::string& key, const Json& value) {
    if (key == "subject") {
        request.subject = text_of(key, value);
    } else if (key == "text") {
        request.text = text_of(key, value);
    } else if (key == "channel") {
        request.channel = text_of(key, value);
    } else if (key == "category") {
        request.category = text_of(key, value);
    } else if (key == "level") {
        request.level = level_of(text_of(key, value));
    } else if (key == "limit") {
        request.limit = whole_number_of(key, value);
    } else if (key == "exclude") {
        request.exclude = list_of(key, value);
    } else {
        refuse_json(fmt::format(
            "Неизвестное поле «{}». Бывают: subject, text, channel, limit, category, level, exclude.",
            first_code_points(key, 40)));
    }
}

}  // namespace

std::string search_json(const SearchRequest& request, const SearchAnswer& answer) {
    JsonWriter out;
    out.begin_object().field("query", request.query).field("shown_query", answer.shown_query);
    out.key("rewritten");
    answer.rewritten ? out.value(via_name(*answer.rewritten)) : out.null();
    out.field("relaxation", relaxation_name(answer.relaxation));
    out.key("missing_words").begin_array();
    for (const std::string& word : answer.missing_words) out.value(word);
    out.end_array();
    out.field("total", answer.total).field("confident", answer.is_confident);
    out.key("hits").begin_array();
    for (const Hit& hit : answer.hits) {
        out.begin_object();
        write_fields(out, hit);
        out.end_object();
    }
    out.end_array();
    out.key("facets").begin_object();
    write_facet(out, "category", answer.facets.categories);
    write_facet(out, "type", answer.facets.types);
    write_facet(out, "lang", answer.facets.langs);
    return out.end_object().end_object().take();
}

std::string completions_json(std::string_view typed, const std::vector<Completion>& completions) {
    Json list = Json::array();
    for (const Completion& completion : completions) {
        list.push_back({{"text", completion.text},
                        {"url", completion.url},
                        {"marks", utf16_marks(completion.text, completion.marks)},
                        {"article", completion.article}});
    }
    return dump_json({{"query", typed}, {"completions", std::move(list)}});
}

std::string suggest_json(Caller caller, const SuggestAnswer& answer) {
    JsonWriter out;
    out.begin_object().field("verdict", verdict_name(answer.verdict));
    out.key("suggestions").begin_array();
    for (const Hit& hit : answer.suggestions) write_suggestion(out, caller, hit);
    out.end_array();
    out.key("understood")
        .raw(dump_json({{"terms", answer.terms}, {"removed", removed_json(answer.removed)}}));
    if (caller == Caller::internal) out.key("cases").raw(dump_json(similar_cases_json(answer.cases)));
    return out.end_object().take();
}

std::string article_json(Caller caller, const ArticleView& view) {
    Json sections = Json::array();
    for (const RenderedSection& section : view.sections) {
        sections.push_back({{"title", section.title},
                            {"anchor", section.anchor},
                            {"level", section.level},
                            {"url", section_url(view.card.url, section.anchor)},
                            {"html", section.html}});
    }
    Json out = card_json(view.card);
    out["slug"] = view.card.slug;
    out["tags"] = view.tags;
    out["ask"] = ask_json(view.ask);
    out["attachments"] = view.attachments;
    out["sections"] = std::move(sections);
    out["modified"] = view.modified_s;
    out["word_count"] = view.word_count;
    if (caller == Caller::internal) {
        out["owner"] = view.owner;
        out["review_after"] = view.review_after;
        out["escalate_to"] = view.escalate_to;
    }
    return dump_json(out);
}

std::string related_json(const std::vector<ArticleCard>& cards) {
    Json list = Json::array();
    for (const ArticleCard& card : cards) list.push_back(card_json(card));
    return dump_json({{"articles", std::move(list)}});
}

std::string health_json(bool is_ready, std::string_view reason, std::string_view version) {
    return dump_json({{"ready", is_ready}, {"reason", reason}, {"version", version}});
}

std::string problem_json(const RefusalRow& row, std::string_view detail, std::string_view request_id) {
    return dump_json({{"type", fmt::format("urn:podskazka:problem:{}", row.code)},
                      {"title", row.title},
                      {"status", row.status},
                      {"code", row.code},
                      {"detail", detail},
                      {"request_id", request_id}});
}

SuggestRequest parse_suggest_request(std::string_view body) {
    const Json json = parse_json(body, "{\"subject\": \"…\", \"text\": \"…\"}");
    SuggestRequest request;
    for (const auto& [key, value] : json.items()) read_field(request, key, value);
    if (request.text.empty() && request.subject.empty())
        refuse_json("Нужен текст обращения: поле «text» или «subject».");
    return request;
}

}  // namespace kb
