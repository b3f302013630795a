// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "indexer/links.h"
#include "server/clock.h"
#include "server/http/events.h"
#include "server/http/page_handlers.h"
#include "server/http/page_layout.h"
#include "server/http/rate_limit.h"
#include "server/http/texts.h"
#include "server/store/feedback_store.h"

namespace kb {
namespace {

constexpr int kRelated = 6;
constexpr int kWordsPerMinute = 160;
constexpr std::size_t kMinContents = 3;
constexpr const char* kTableOpen =
    R"(<div class="table-scroll" tabindex="0" role="region" aria-label="Таблица"><table>)";

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

// A wide table scrolls in its own box, which a keyboard can reach. The HTML comes from cmark: a tag is a tag.
std::string with_scrolling_tables(std::string html) {
    return replaced(replaced(std::move(html), "<table>", kTableOpen), "</table>", "</table></div>");
}

bool repeats_title(const RenderedSection& section, const ArticleView& view) {
    return section.level <= 1 && section.title == view.card.title;
}

// Under the page's <h1>, a section never stands higher than <h2>.
std::string heading_html(const RenderedSection& section) {
    const int level = std::clamp(section.level, 2, 6);
    const std::string title = kainjow::mustache::html_escape(section.title);
    return fmt::format(
        R"(<h{0} id="{1}">{2}<a class="anchor" href="#{3}" aria-label="Ссылка на раздел «{2}»">#</a></h{0}>)",
        level, kainjow::mustache::html_escape(section.anchor), title, percent_encode(section.anchor));
}

void set_sections(PageData& data, const ArticleView& view) {
    std::vector<PageData> sections;
    std::vector<PageData> contents;
    for (const RenderedSection& section : view.sections) {
        const bool has_heading = !section.title.empty() && !repeats_title(section, view);
        PageData item;
        set_text(item, "heading", has_heading ? heading_html(section) : "");
        set_text(item, "html", with_scrolling_tables(section.html));
        sections.push_back(std::move(item));
        if (!has_heading || section.level > 2) continue;
        PageData line;
        line.set("anchor_href", percent_encode(section.anchor));
        line.set("section_title", section.title);
        contents.push_back(std::move(line));
    }
    if (contents.size() < kMinContents) contents.clear();
    set_list(data, "sections", sections);
    set_list(data, "contents", contents);
}

void set_lists(PageData& data, const Services& services, Caller caller, const ArticleView& view) {
    std::vector<PageData> ask;
    for (const AskQuestion& question : view.ask) {
        PageData item;
        item.set("question", question.question);
        set_text(item, "why", question.why);
        ask.push_back(std::move(item));
    }
    set_list(data, "ask", ask);
    std::vector<PageData> files;
    for (const std::string& path : view.attachments) {
        PageData item;
        item.set("url", "/files/" + encode_path(path));
        item.set("file_name", path.substr(path.rfind('/') + 1));
        files.push_back(std::move(item));
    }
    set_list(data, "attachments", files);
    std::vector<PageData> related;
    const auto cards = services.searcher.related(caller, view.card.id, kRelated);
    if (cards) std::transform(cards->begin(), cards->end(), std::back_inserter(related), card_data);
    set_list(data, "related", related);
}

const char* voted_text(std::string_view voted) {
    if (voted == "yes") return "Спасибо! Рады, что помогло.";
    if (voted == "no") return "Спасибо. Жаль, что не помогло: мы посмотрим, что в статье не так.";
    if (voted == "late") return "Вы уже ответили, спасибо.";
    return "";
}

// The article in the other language, by the names that files have: «tariffs.md» and «tariffs.en.md».
void set_translation(PageData& data, const Services& services, Caller caller, const ArticleCard& card) {
    const std::string suffix = "." + card.lang;
    const bool is_translation = card.id.ends_with(suffix);
    const std::string other =
        is_translation ? card.id.substr(0, card.id.size() - suffix.size()) : card.id + ".en";
    const auto view = services.searcher.article(caller, other);
    const bool is_there = view && view->card.id == other && view->card.lang != card.lang;
    set_text(data, "translation_url", is_there ? view->card.url : "");
    set_text(data, "translation_lang", is_there ? view->card.lang : "");
    set_text(data, "translation_title", is_there ? lang_title(view->card.lang) : "");
}

PageData article_data(const Services& services, const Exchange& exchange, const ArticleView& view) {
    PageData data = card_data(view.card);
    const CategoryTree tree(services.searcher, exchange.caller);
    data.set("crumbs", tree.crumbs(view.card.category, true));
    set_text(data, "level_title", level_title(view.card.level));
    data.set("type_title", type_title(view.card.type));
    data.set("modified", russian_date(view.modified_s));
    data.set("reading_time", "читать " + counted(std::max(1, view.word_count / kWordsPerMinute), "минуту",
                                                 "минуты", "минут"));
    data.set("vote_url", view.card.url + "/vote");
    const std::string voted = voted_text(value_or(exchange.request.query, "voted"));
    data.set("is_voted", PageData(!voted.empty()));
    data.set("voted_text", voted);
    set_translation(data, services, exchange.caller, view.card);
    set_sections(data, view);
    set_lists(data, services, exchange.caller, view);
    return data;
}

}  // namespace

std::string moved_to(const Services& services, Caller caller, std::string_view old_address) {
    const auto id = services.searcher.redirect(caller, old_address);
    if (!id) return {};
    const auto view = services.searcher.article(caller, *id);
    return view ? view->card.url : std::string();
}

HttpResponse get_article_page(const Services& services, const Exchange& exchange) {
    const auto view = services.searcher.article(exchange.caller, exchange.argument);
    if (!view) {
        const std::string url = moved_to(services, exchange.caller, exchange.argument);
        if (url.empty()) throw HttpError(Refusal::not_found, "Такой статьи нет.");
        return redirect_to(301, url);
    }
    if (view->card.slug != exchange.argument) return redirect_to(301, view->card.url);
    note_view(services, exchange.request, view->card.id);
    PageHead head;
    head.title = view->card.title;
    head.description = view->card.summary;
    return page(services, head, "article", article_data(services, exchange, *view));
}

HttpResponse post_vote(const Services& services, const Exchange& exchange) {
    const auto view = services.searcher.article(exchange.caller, exchange.argument);
    if (!view) throw HttpError(Refusal::not_found, "Такой статьи нет.");
    const std::string helpful(value_or(parse_query(exchange.request.body), "helpful"));
    if (helpful != "yes" && helpful != "no")
        throw HttpError(Refusal::bad_parameter, "«helpful» — yes или no.");
    const auto now = services.clock.steady();
    if (!services.votes.allow(exchange.request.client, now)) {
        throw HttpError(Refusal::too_many_votes, "Подождите минуту и попробуйте снова.");
    }
    std::string voted = helpful;
    if (services.votes.is_first(exchange.request.client + "\n" + view->card.id, now)) {
        const bool is_kept =
            services.feedback.add_vote(view->card.id, helpful == "yes", unix_seconds(services.clock));
        if (!is_kept)
            throw HttpError(Refusal::store_unavailable,
                            "Ваш ответ не потерялся бы, но записать его сейчас некуда.");
    } else {
        voted = "late";
    }
    return redirect_to(303, view->card.url + "?voted=" + voted + "#vote");
}

}  // namespace kb
