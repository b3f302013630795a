// SPDX-License-Identifier: GPL-2.0-or-later
// A Searcher in memory for tests of what stands above it: whole words only, no stems, no ranking worth
// the name. It keeps the contract: audiences, sections, marks on matched words, absence.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "server/search/desk.h"
#include "server/search/near_addresses.h"
#include "server/search/searcher.h"
#include "stemming/analyzer.h"

namespace kb::test {

class FakeSearcher final : public Searcher {
public:
    std::vector<ArticleView> articles;
    std::vector<Category> categories_list;
    std::map<std::string, std::string> redirects;  // old slug → id
    std::set<std::string> public_files;
    bool ready = true;
    SearchRequest mutable last_request;
    SuggestRequest mutable last_suggest;

    SearchAnswer search(Caller caller, const SearchRequest& request) const override {
        last_request = request;
        SearchAnswer answer;
        answer.shown_query = request.query;
        const bool is_wrong_layout = request.query == "ghbdtn" && !request.literal;
        if (is_wrong_layout) {
            answer.shown_query = "привет";
            answer.rewritten = Via::layout;
        }
        std::vector<Hit> all;
        for (const ArticleView& view : articles) {
            if (is_seen(caller, view) && fits(view, request))
                add_hit(all, view, words_of(answer.shown_query));
        }
        answer.total = static_cast<int>(all.size());
        answer.is_confident = !all.empty();
        answer.relaxation = all.empty() ? Relaxation::none_found : Relaxation::all_words;
        for (std::size_t i = static_cast<std::size_t>(request.offset); i < all.size(); ++i) {
            if (answer.hits.size() == static_cast<std::size_t>(request.limit)) break;
            answer.hits.push_back(all[i]);
        }
        count_facets(answer.facets, all);
        return answer;
    }

    SuggestAnswer suggest(Caller caller, const SuggestRequest& request) const override {
        last_suggest = request;
        SuggestAnswer answer;
        answer.terms = words_of(request.subject + " " + request.text);
        for (const ArticleView& view : articles) {
            const bool is_excluded = std::find(request.exclude.begin(), request.exclude.end(),
                                               view.card.id) != request.exclude.end();
            if (!is_seen(caller, view) || is_excluded) continue;
            if (answer.suggestions.size() < static_cast<std::size_t>(request.limit)) {
                add_hit(answer.suggestions, view, answer.terms);
            }
        }
        for (Hit& hit : answer.suggestions) hit.quote = Quote{"# m", "<p>h</p>", "t"};
        answer.verdict = answer.suggestions.empty() ? Verdict::none : Verdict::maybe;
        return answer;
    }

    DeskAnswer desk(const DeskRequest& request) const override {
        SuggestRequest asked;
        asked.subject = request.subject;
        for (const DeskMessage& message : request.messages) asked.text += message.text + "\n";
        asked.limit = request.limit;
        DeskAnswer answer;
        for (Hit& hit : suggest(Caller::internal, asked).suggestions) {
            answer.items.emplace_back();
            answer.items.back().hit = std::move(hit);
        }
        answer.verdict = answer.items.empty() ? Verdict::none : Verdict::maybe;
        return answer;
    }

    std::vector<Completion> complete(Caller caller, std::string_view typed, int limit) const override {
        std::vector<Completion> out;
        for (const ArticleView& view : articles) {
            const std::size_t at = view.card.title.find(typed);
            if (!is_seen(caller, view) || at == std::string::npos || typed.empty()) continue;
            if (out.size() < static_cast<std::size_t>(limit)) {
                out.push_back({view.card.title, view.card.url, {{at, at + typed.size()}}, ""});
            }
        }
        return out;
    }

    std::optional<ArticleView> article(Caller caller, std::string_view id_or_slug) const override {
        for (const ArticleView& view : articles) {
            if ((view.card.id == id_or_slug || view.card.slug == id_or_slug) && is_seen(caller, view))
                return view;
        }
        return std::nullopt;
    }

    std::optional<std::vector<ArticleCard>> related(Caller caller, std::string_view id,
                                                    int limit) const override {
        if (!article(caller, id)) return std::nullopt;
        std::vector<ArticleCard> out;
        for (const ArticleView& view : articles) {
            const bool has_room = out.size() < static_cast<std::size_t>(limit);
            if (has_room && is_seen(caller, view) && view.card.id != id) out.push_back(view.card);
        }
        return out;
    }

    std::optional<std::string> redirect(Caller caller, std::string_view old_slug) const override {
        const auto found = redirects.find(std::string(old_slug));
        if (found == redirects.end() || !article(caller, found->second)) return std::nullopt;
        return found->second;
    }

    Categories categories(Caller caller) const override {
        std::vector<CategoryCount> out;
        for (const Category& category : categories_list) {
            const int count = static_cast<int>(list(caller, category.id).size());
            if (count > 0) out.push_back({category, count});
        }
        return std::make_shared<const std::vector<CategoryCount>>(std::move(out));
    }

    std::map<std::string, std::string> pages;  // url → id
    std::vector<ArticleCard> for_page(Caller caller, std::string_view url) const override {
        const auto found = pages.find(std::string(url));
        const auto view = found == pages.end() ? std::nullopt : article(caller, found->second);
        return view ? std::vector<ArticleCard>{view->card} : std::vector<ArticleCard>{};
    }

    CardRange list(Caller caller, std::string_view category) const override {
        return cards(
            caller, [&](const ArticleCard& card) { return is_below(card.category, category); },
            [](const auto* a, const auto* b) { return a->title < b->title; });
    }
    CardRange newest(Caller caller) const override {
        return cards(
            caller, [](const ArticleCard&) { return true; },
            [](const auto* a, const auto* b) { return a->changed_s > b->changed_s; });
    }
    CardRange recent(Caller, std::string_view) const override { return {}; }
    std::optional<ArticleCard> card(Caller caller, std::string_view id_or_slug) const override {
        const auto view = article(caller, id_or_slug);
        return view ? std::optional(view->card) : std::nullopt;
    }
    NearAddresses near(Caller caller, std::string_view path) const override {
        if (!ready) return {};
        const auto all = list(caller, "");
        return near_addresses(path, address_names(all, *categories(caller)));
    }

    bool shows_file(Caller, std::string_view path) const override {
        return public_files.count(std::string(path)) > 0;
    }
    std::string version(Caller) const override { return "fake-1"; }
    bool is_ready() const override { return ready; }
    std::string why_not_ready() const override { return "Индекса нет. Соберите его: kb-index build."; }

private:
    template <typename Wanted, typename Before>
    CardRange cards(Caller caller, const Wanted& is_wanted, const Before& before) const {
        auto out = std::make_shared<CardRange::List>();
        for (const ArticleView& view : articles)
            if (is_seen(caller, view) && is_wanted(view.card)) out->push_back(&view.card);
        std::stable_sort(out->begin(), out->end(), before);
        return CardRange(std::move(out));
    }
    static bool is_seen(Caller caller, const ArticleView& view) {
        return caller == Caller::internal || view.card.audience == Audience::public_;
    }
    static bool is_below(std::string_view category, std::string_view parent) {
        return parent.empty() || category == parent || category.starts_with(std::string(parent) + "/");
    }
    static bool fits(const ArticleView& view, const SearchRequest& request) {
        return is_below(view.card.category, request.category) &&
               (request.type.empty() || request.type == type_name(view.card.type)) &&
               (request.lang.empty() || request.lang == view.card.lang);
    }
    static std::vector<std::string> words_of(std::string_view text) {
        std::vector<std::string> words;
        for (const Token& token : Analyzer().analyze(text)) {
            if (!token.is_stop_word) words.push_back(token.text);
        }
        return words;
    }

    static void add_hit(std::vector<Hit>& hits, const ArticleView& view,
                        const std::vector<std::string>& words) {
        for (const RenderedSection& section : view.sections) {
            Hit hit;
            hit.article = view.card;
            hit.snippet.text = view.card.title + ". " + section.html;
            for (const Token& token : Analyzer().analyze(hit.snippet.text)) {
                if (std::find(words.begin(), words.end(), token.text) == words.end()) continue;
                hit.snippet.marks.push_back(token.range);
                hit.matches.push_back({token.text, token.text, Via::exact});
            }
            if (hit.matches.empty()) continue;
            hit.section = {section.title, section.anchor, view.card.url + "#" + section.anchor};
            hit.score = static_cast<double>(hit.matches.size());
            hit.confidence = 0.5;
            hits.push_back(hit);
            return;
        }
    }
    static std::shared_ptr<const FacetName> named(const std::string& value) {
        return std::make_shared<const FacetName>(FacetName{value, value});
    }
    static void count_facets(Facets& facets, const std::vector<Hit>& hits) {
        std::map<std::string, int> categories, types, langs;
        for (const Hit& hit : hits) {
            ++categories[hit.article.category];
            ++types[type_name(hit.article.type)];
            ++langs[hit.article.lang];
        }
        for (const auto& [value, count] : categories) facets.categories.push_back({named(value), count});
        for (const auto& [value, count] : types) facets.types.push_back({named(value), count});
        for (const auto& [value, count] : langs) facets.langs.push_back({named(value), count});
    }
};

// Three public articles and an internal one; «секретно» occurs in the internal one only.
inline void fill_sample(FakeSearcher& searcher) {
    const auto add = [&](const char* id, const char* title, const char* category, const char* text,
                         Audience audience) {
        ArticleView view;
        view.card = {id, id, std::string("/a/") + id, title, "Коротко о главном", category, "ru"};
        view.card.audience = audience;
        view.sections = {{"", "", "", 0}, {"Шаги", "шаги", text, 2}};
        view.modified_s = 1'790'000'000;
        view.word_count = 320;
        searcher.articles.push_back(view);
    };
    add("wifi-setup", "Как настроить Wi-Fi", "internet/wifi", "<p>Возьмите роутер.</p>", Audience::public_);
    add("card", "Не проходит оплата", "pay", "<p>Проверьте карту 💳 и роутер.</p>", Audience::public_);
    add("hello", "Сначала привет", "pay", "<p>привет & добро пожаловать</p>", Audience::public_);
    add("rules", "Правила отдела", "rules", "<p>секретно: роутер второй линии</p>", Audience::internal);
    searcher.categories_list = {{"internet", "Интернет", "", "Связь дома", Audience::public_},
                                {"internet/wifi", "Wi-Fi", "", "", Audience::public_},
                                {"pay", "Оплата", "", "", Audience::public_},
                                {"rules", "Правила", "", "", Audience::internal}};
    searcher.redirects = {{"old/wifi", "wifi-setup"}, {"old-rules", "rules"}};
}

}  // namespace kb::test
