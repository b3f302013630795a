// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/structured_data.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

#include "server/http/article_html.h"
#include "server/http/locale_format.h"
#include "server/search/ticket_text.h"

namespace kb {
namespace {

using Json = nlohmann::ordered_json;

// In a string of JSON «\u003c» is the same as «<»; outside of strings neither occurs.
std::string dump(const Json& json) {
    std::string out;
    for (const char c : json.dump(-1, ' ', false, Json::error_handler_t::replace)) {
        if (c == '<') {
            out += "\\u003c";
        } else if (c == '>') {
            out += "\\u003e";
        } else if (c == '&') {
            out += "\\u0026";
        } else {
            out += c;
        }
    }
    return out;
}

// What a reader reads of it. The tags around it say that it is HTML even when it has none itself.
std::string plain(std::string_view html) {
    std::string text = text_of_html("<p>" + std::string(html) + "</p>");
    text.erase(text.find_last_not_of(" \n") + 1);
    return text.substr(std::min(text.find_first_not_of(" \n"), text.size()));
}

Json breadcrumbs(const NamedTexts& crumbs) {
    Json items = Json::array();
    for (const auto& [title, url] : crumbs)
        items.push_back(
            {{"@type", "ListItem"}, {"position", items.size() + 1}, {"name", title}, {"item", url}});
    return {{"@type", "BreadcrumbList"}, {"itemListElement", std::move(items)}};
}

Json steps_of(const ArticleView& view) {
    Json steps = Json::array();
    for (const RenderedSection& section : view.sections) {
        for (const std::string& item : list_items(section.html)) {
            Json step = {{"@type", "HowToStep"}, {"position", steps.size() + 1}};
            if (!section.title.empty()) step["name"] = section.title;
            step["text"] = plain(item);
            steps.push_back(std::move(step));
        }
    }
    return steps;
}

Json question(const std::string& name, const std::string& answer) {
    return {
        {"@type", "Question"}, {"name", name}, {"acceptedAnswer", {{"@type", "Answer"}, {"text", answer}}}};
}

// Headings that ask are the questions; an article without any is one question with its whole text.
Json questions_of(const ArticleView& view) {
    Json questions = Json::array();
    std::string whole;
    for (const RenderedSection& section : view.sections) {
        const std::string text = plain(section.html);
        if (text.empty()) continue;
        if (section.title.ends_with('?') && section.title != view.card.title)
            questions.push_back(question(section.title, text));
        whole += (whole.empty() ? "" : "\n") + text;
    }
    if (questions.empty()) questions.push_back(question(view.card.title, whole));
    return questions;
}

Json about(const ArticleView& view) {
    Json steps = view.card.type == ArticleType::steps ? steps_of(view) : Json::array();
    if (!steps.empty()) return {{"@type", "HowTo"}, {"name", view.card.title}, {"step", std::move(steps)}};
    if (view.card.type == ArticleType::qa)
        return {{"@type", "FAQPage"}, {"name", view.card.title}, {"mainEntity", questions_of(view)}};
    return {{"@type", "Article"}, {"headline", view.card.title}};
}

}  // namespace

std::string script_texts_json(const NamedTexts& texts) {
    Json out = Json::object();
    for (const auto& [name, text] : texts) out[name] = text;
    return dump(out);
}

std::string article_structured_data(const ArticleView& view, const ArticlePlace& place) {
    Json article = about(view);
    article["description"] = view.card.summary;
    article["inLanguage"] = view.card.lang;
    article["dateModified"] = iso_time(view.card.changed_s);
    article["url"] = place.url;
    article["publisher"] = {{"@type", "Organization"}, {"name", place.site_name}};
    Json graph = Json::array({std::move(article)});
    if (!place.crumbs.empty()) graph.push_back(breadcrumbs(place.crumbs));
    return dump({{"@context", "https://schema.org"}, {"@graph", std::move(graph)}});
}

}  // namespace kb
