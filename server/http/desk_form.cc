// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/desk_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kb {
namespace {

constexpr std::size_t kPairs = 6;

// «<mark>списали</mark> → списание»
std::string why_html(const std::vector<Match>& matches) {
    std::string html;
    for (std::size_t i = 0; i < std::min(matches.size(), kPairs); ++i) {
        const Match& match = matches[i];
        if (!html.empty()) html += ", ";
        html += highlighted(match.word, {{0, match.word.size()}});
        if (match.word != match.matched) html += " → " + highlighted(match.matched, {});
    }
    return html;
}

std::string kind_name(const DeskItem& item, const PageTexts& texts, Lang lang) {
    if (item.kind == DeskKind::case_) return texts.get(lang, "desk_kind_case");
    return texts.get(lang, std::string("type_") + type_name(item.hit.article.type));
}

std::string words_of(const DeskItem& item) {
    if (item.kind == DeskKind::template_) return item.reply.text;
    return item.hit.quote && !item.hit.quote->text.empty() ? item.hit.quote->text : item.hit.snippet.text;
}

std::vector<PageData> facts_of(const DeskItem& item, const PageTexts& texts, Lang lang) {
    const std::pair<const char*, std::string> facts[] = {
        {"desk_price", item.price},
        {"desk_term", item.term},
        {"desk_escalate_to", item.hit.escalate_to},
        {"desk_collect", fmt::format("{}", fmt::join(item.collect, ", "))}};
    std::vector<PageData> rows;
    for (const auto& [name, value] : facts) {
        if (value.empty()) continue;
        PageData row;
        row.set("name", texts.get(lang, name));
        row.set("value", value);
        rows.push_back(std::move(row));
    }
    return rows;
}

PageData item_data(const DeskItem& item, std::size_t place, const PageTexts& texts, Lang lang) {
    const Hit& hit = item.hit;
    PageData data;
    data.set("kind", desk_kind_name(item.kind));
    data.set("kind_name", kind_name(item, texts, lang));
    data.set("place", std::to_string(place));
    data.set("url", hit.section.url.empty() ? hit.article.url : hit.section.url);
    data.set("title", hit.article.title);
    data.set("sure", std::to_string(std::lround(hit.confidence * 100)));
    data.set("is_internal",
             PageData(item.kind == DeskKind::article && hit.article.audience == Audience::internal));
    data.set("is_sent", PageData(item.is_sent));
    set_text(data, "why", why_html(hit.matches));
    set_text(data, "section_title", item.kind == DeskKind::article ? hit.section.title : "");
    data.set("words", words_of(item));
    set_list(data, "facts", facts_of(item, texts, lang));
    return data;
}

}  // namespace

void set_desk_answer(PageData& data, const DeskAnswer& answer, const PageTexts& texts, Lang lang) {
    data.set("has_looked", PageData(true));
    data.set("verdict", verdict_name(answer.verdict));
    data.set("verdict_label", texts.get(lang, std::string("desk_verdict_") + verdict_name(answer.verdict)));
    std::vector<PageData> rows;
    for (const DeskItem& item : answer.items) rows.push_back(item_data(item, rows.size() + 1, texts, lang));
    set_list(data, "items", rows);
}

}  // namespace kb
