// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "indexer/links.h"
#include "server/clock.h"
#include "server/http/article_feedback.h"
#include "server/http/article_html.h"
#include "server/http/article_links.h"
#include "server/http/events.h"
#include "server/http/page_handlers.h"
#include "server/http/page_layout.h"
#include "server/http/script_tree.h"
#include "server/http/site.h"
#include "server/http/structured_data.h"
#include "server/search/hit_builder.h"

namespace kb {
namespace {

constexpr int kRelated = 6;
constexpr int kWordsPerMinute = 160;
constexpr std::size_t kMinContents = 3;
// A section of this name is what is said in a film: it is folded away.
constexpr std::array<std::string_view, 3> kTranscripts{"Расшифровка", "Текст видео", "Transcript"};

// What every part of the page is made from.
struct Shown {
    const Services& services;
    const Exchange& exchange;
    const ArticleView& view;
    PageLang lang;

    const std::string& text(std::string_view key) const { return services.site.texts().get(lang.lang, key); }
    std::string text(std::string_view key, PageTexts::Places places) const {
        return services.site.texts().with(lang.lang, key, places);
    }
    // An address below the article's own: «/a/wifi-setup/vote».
    std::string below(std::string_view name) const {
        return lang.article_link(view.card, view.card.url + "/" + std::string(name));
    }
};

bool repeats_title(const RenderedSection& section, const ArticleView& view) {
    return section.level <= 1 && section.title == view.card.title;
}

// Under the page's <h1>, a section never stands higher than <h2>.
std::string heading_html(const Shown& shown, const RenderedSection& section) {
    using kainjow::mustache::html_escape;
    const std::string label = html_escape(shown.text("link_to_section", {{"title", section.title}}));
    return fmt::format(R"(<h{0} id="{1}">{2}<a class="anchor" href="#{3}" aria-label="{4}">#</a></h{0}>)",
                       std::clamp(section.level, 2, 6), html_escape(section.anchor),
                       title_html(section.title), percent_encode(section.anchor), label);
}

PageData section_data(const Shown& shown, const RenderedSection& section, bool has_heading) {
    const bool is_transcript =
        std::find(kTranscripts.begin(), kTranscripts.end(), section.title) != kTranscripts.end();
    const PictureTexts texts{shown.text("zoom"), shown.text("table")};
    PageData item;
    set_text(item, "heading", has_heading ? heading_html(shown, section) : "");
    set_text(item, "html", with_furniture(section.html, texts, shown.services.articles_dir));
    item.set("is_folded", PageData(is_transcript && has_heading));
    const bool may_be_marked = has_heading && section.level <= 2 && !section.html.empty();
    set_text(item, "unclear_label",
             may_be_marked ? shown.text("unclear_label", {{"title", section.title}}) : "");
    item.set("unclear_url", shown.below("unclear"));
    item.set("anchor", section.anchor);
    const std::string_view marked = value_or(shown.exchange.request.query, "unclear");
    item.set("is_marked", PageData(!marked.empty() && marked == section.anchor));
    return item;
}

void set_sections(PageData& data, const Shown& shown) {
    std::vector<PageData> sections;
    std::vector<PageData> contents;
    for (const RenderedSection& section : shown.view.sections) {
        const bool has_heading = !section.title.empty() && !repeats_title(section, shown.view);
        if (!has_heading && section.html.empty()) continue;
        sections.push_back(section_data(shown, section, has_heading));
        if (!has_heading || section.level > 2) continue;
        PageData line;
        line.set("anchor_href", percent_encode(section.anchor));
        line.set("section_html", title_html(section.title));
        contents.push_back(std::move(line));
    }
    if (contents.size() < kMinContents) contents.clear();
    set_list(data, "sections", sections);
    set_list(data, "contents", contents);
    data.set("is_steps", PageData(shown.view.card.type == ArticleType::steps));
}

// A decision tree is walked, not read: it stands in place of the sections and their contents.
void set_tree(PageData& data, const Shown& shown) {
    set_text(data, "tree", "");
    if (!is_script_tree(shown.view)) return;
    const PictureTexts pictures{shown.text("zoom"), shown.text("table")};
    const TreeTexts how{
        shown.services.site.texts(), shown.lang.lang,
        shown.lang.link("/contact?article=" + percent_encode(shown.view.card.id)),
        [&](const std::string& html) { return with_furniture(html, pictures, shown.services.articles_dir); }};
    set_text(data, "tree", script_tree_html(shown.view, how));
    for (const char* name : {"sections", "contents"}) set_list(data, name, {});
}

void set_ask_and_files(PageData& data, const ArticleView& view) {
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
}

// «Что дальше» is what the writer chose; what only stands near by its words comes after everything else.
void set_neighbours(PageData& data, const Shown& shown) {
    std::vector<ArticleCard> next;
    for (const std::string& id : shown.view.related) {
        auto other = shown.services.searcher.article(shown.exchange.caller, id);
        if (other && other->card.id != shown.view.card.id) next.push_back(std::move(other->card));
    }
    std::vector<ArticleCard> near;
    const int wanted = kRelated + static_cast<int>(next.size());
    const auto all = shown.services.searcher.related(shown.exchange.caller, shown.view.card.id, wanted);
    for (const ArticleCard& card : all.value_or(std::vector<ArticleCard>{})) {
        const bool is_next =
            std::any_of(next.begin(), next.end(), [&](const auto& other) { return other.id == card.id; });
        if (!is_next && near.size() < kRelated) near.push_back(card);
    }
    set_list(data, "next", cards_data(next, shown.lang));
    set_list(data, "related", cards_data(near, shown.lang));
}

void set_levels(PageData& data, const Shown& shown) {
    const ArticleCard& card = shown.view.card;
    const auto other = other_level_of(shown.services, shown.exchange.caller, card);
    std::vector<PageData> levels;
    if (other) {
        const bool is_advanced = card.level == Level::advanced;
        for (const bool advanced : {false, true}) {
            const ArticleCard& one = advanced == is_advanced ? card : *other;
            PageData level;
            level.set("url", shown.lang.article_link(one, one.url));
            level.set("level_title", shown.text(advanced ? "level_advanced" : "level_basic"));
            level.set("is_chosen", PageData(advanced == is_advanced));
            levels.push_back(std::move(level));
        }
    }
    set_list(data, "levels", levels);
    data.set("is_advanced", PageData(!other && card.level == Level::advanced));
}

void set_translation(PageData& data, PageHead& head, const Shown& shown) {
    const ArticleCard& card = shown.view.card;
    const auto other = translation_of(shown.services, shown.exchange.caller, card);
    set_text(data, "translation_url", other ? other->url : "");
    set_text(data, "translation_lang", other ? other->lang : "");
    const bool has_name = other && (other->lang == "ru" || other->lang == "en");
    // «По-русски», «In English»: the Russian table calls each language by its own name.
    const PageTexts& texts = shown.services.site.texts();
    const std::string name = has_name ? texts.get(Lang::ru, "lang_" + other->lang) : "";
    set_text(data, "translation_title", name);
    set_text(data, "only_in",
             shown.lang.foreign(card.lang).empty() || other ? "" : shown.text("only_in_russian"));
    head.path = card.url;
    head.versions.clear();
    if (!other) return;
    for (const ArticleCard* version : {&card, &*other})
        head.versions.push_back({version->lang == "en" ? Lang::en : Lang::ru, version->url});
    head.switch_url = other->url;
}

void set_facts(PageData& data, const Shown& shown) {
    const ArticleView& view = shown.view;
    const Lang lang = shown.lang.lang;
    const PageTexts& texts = shown.services.site.texts();
    data.set("article_id", view.card.id);
    data.set("type_title", shown.text(std::string("type_") + type_name(view.card.type)));
    data.set("modified", shown.text("updated", {{"date", long_date(view.card.changed_s, lang)}}));
    const auto checked = day_start_s(view.checked);
    set_text(data, "checked", checked ? shown.text("checked", {{"date", long_date(*checked, lang)}}) : "");
    const int minutes = std::max(1, view.word_count / kWordsPerMinute);
    data.set("reading_time", texts.counted(lang, "reading_time", minutes));
    data.set("short_path", short_path(view.card.id));
    data.set("short_url", base_url_of(shown.services, shown.exchange.request) + short_path(view.card.id));
    data.set("contact_url", shown.lang.link("/contact?article=" + percent_encode(view.card.id)));
}

std::string structured_data_of(const Shown& shown, const PageHead& head, const CategoryTree& tree) {
    ArticlePlace place{head.base_url + shown.view.card.url, shown.services.config.name, {}};
    const std::string_view id = shown.view.card.category;
    for (std::size_t end = id.find('/'); !id.empty(); end = id.find('/', end + 1)) {
        const std::string_view part = id.substr(0, end);
        place.crumbs.emplace_back(tree.title(part), head.base_url + category_url(part));
        if (end == std::string_view::npos) break;
    }
    return article_structured_data(shown.view, place);
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
    return article_page(services, exchange, *view);
}

HttpResponse article_page(const Services& services, const Exchange& exchange, const ArticleView& view) {
    const Shown shown{services, exchange, view, page_lang(exchange.request, view.card.lang)};
    const CategoryTree tree(services, exchange.caller, shown.lang);
    PageHead head = page_head(services, exchange, shown.lang);
    PageData data = card_data(view.card, shown.lang);
    data.set("crumbs", tree.crumbs(view.card.category, true));
    set_facts(data, shown);
    set_translation(data, head, shown);
    set_levels(data, shown);
    set_sections(data, shown);
    set_tree(data, shown);
    set_ask_and_files(data, view);
    set_neighbours(data, shown);
    set_feedback(data, services, exchange, view.card, shown.lang);
    head.title = view.card.title;
    head.description = view.card.summary;
    head.type = "article";
    head.is_unlisted = view.card.audience == Audience::internal;
    head.structured_data = structured_data_of(shown, head, tree);
    return page(services, head, "article", std::move(data));
}

}  // namespace kb
