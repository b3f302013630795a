// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/xapian_searcher.h"

#include <algorithm>

#include "indexer/error.h"
#include "indexer/links.h"
#include "server/search/answer.h"
#include "server/search/answer_cache.h"
#include "server/search/article_view.h"
#include "server/search/card_lists.h"
#include "server/search/case_base.h"
#include "server/search/case_view.h"
#include "server/search/desk_answer.h"
#include "server/search/desk_cache.h"
#include "server/search/facets.h"
#include "server/search/hit_builder.h"
#include "server/search/index_pool.h"
#include "server/search/page_patterns.h"
#include "stemming/keyboard_layout.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

TextTools& my_tools() {
    thread_local TextTools tools;
    return tools;
}

std::optional<ArticleIndex> find_article(const Catalog& catalog, std::string_view id_or_slug) {
    const std::string key(id_or_slug);
    if (const auto found = catalog.by_slug.find(key); found != catalog.by_slug.end()) return found->second;
    if (const auto found = catalog.by_id.find(key); found != catalog.by_id.end()) return found->second;
    return std::nullopt;
}

std::vector<Completion> to_completions(const std::vector<CompletionMatch>& matches, const Catalog& catalog) {
    std::vector<Completion> out;
    for (const auto& match : matches) {
        Completion completion{match.entry->text, "", match.marks, ""};
        if (match.entry->kind != CompletionKind::phrase) {
            const auto& article = catalog.articles[match.entry->article].record.article;
            completion.url = article_url(article);
            if (match.entry->kind != CompletionKind::title) completion.article = article.title;
            if (match.entry->kind == CompletionKind::heading &&
                match.entry->section < article.sections.size() &&
                !article.sections[match.entry->section].anchor.empty())
                completion.url += "#" + encode_path(article.sections[match.entry->section].anchor);
        }
        out.push_back(std::move(completion));
    }
    return out;
}

template <typename Lists, typename Key>
const CardRange::List* find_in(const Lists& lists, const Key& key) {
    const auto found = lists.find(key);
    return found == lists.end() ? nullptr : &found->second;
}

// Null: no cards.
CardRange shared(const std::shared_ptr<const Catalog>& catalog, const CardRange::List* list) {
    return list ? CardRange(std::shared_ptr<const CardRange::List>(catalog, list)) : CardRange();
}

class XapianSearcher : public Searcher {
public:
    XapianSearcher(const std::string& index_dir, const RankingWeights& weights, const CaseBase* cases,
                   Answers answers)
        : pool_(index_dir), weights_(weights), cases_(cases), remembers_(answers == Answers::remember) {}

    SearchAnswer search(Caller caller, const SearchRequest& request) const override {
        return *shared_search(caller, request);
    }

    std::shared_ptr<const SearchAnswer> shared_search(Caller caller,
                                                      const SearchRequest& request) const override {
        const auto cases = case_snapshot();
        if (remembers_)
            if (auto known = require(caller)->answers->find(caller, request, cases)) return known;
        return pool_.use(caller, [&](const IndexReader& reader) {
            auto answer = std::make_shared<const SearchAnswer>(
                answer_search(request, reader, weights_, my_tools(), cases.get()));
            if (remembers_) reader.catalog().answers->keep(caller, request, cases, answer);
            return answer;
        });
    }

    SuggestAnswer suggest(Caller caller, const SuggestRequest& request) const override {
        const auto cases = case_snapshot();
        SuggestRequest asked = request;
        asked.with_cases = caller == Caller::internal;
        return pool_.use(caller, [&](const IndexReader& reader) {
            return answer_suggest(asked, reader, weights_, my_tools(), cases.get());
        });
    }

    DeskAnswer desk(const DeskRequest& request) const override {
        const auto cases = case_snapshot();
        const std::string state = version(Caller::internal) + "." + std::to_string(cases ? cases->number : 0);
        const std::string key = key_of(request, state);
        if (const auto known = desk_cache_.find(key)) return *known;
        auto answer = pool_.use(Caller::internal, [&](const IndexReader& reader) {
            return answer_desk(request, reader, weights_, my_tools(), cases.get());
        });
        desk_cache_.put(key, std::make_shared<const DeskAnswer>(answer));
        return answer;
    }

    std::vector<Completion> complete(Caller caller, std::string_view typed, int limit) const override {
        const auto catalog = require(caller);
        const auto wanted = static_cast<std::size_t>(std::max(limit, 0));
        my_tools().analyzer.protect(catalog->protected_words);
        auto matches = catalog->completions.find(typed, wanted, my_tools().analyzer);
        if (matches.empty())
            matches = catalog->completions.find(to_russian_layout(lower(typed)), wanted, my_tools().analyzer);
        return to_completions(matches, *catalog);
    }

    std::optional<ArticleView> article(Caller caller, std::string_view id_or_slug) const override {
        return pool_.use(caller, [&](const IndexReader& reader) -> std::optional<ArticleView> {
            const auto found = find_article(reader.catalog(), id_or_slug);
            if (!found) return std::nullopt;
            return view_of(reader, *found);
        });
    }

    std::optional<std::vector<ArticleCard>> related(Caller caller, std::string_view id,
                                                    int limit) const override {
        return pool_.use(caller, [&](const IndexReader& reader) -> std::optional<std::vector<ArticleCard>> {
            const auto found = find_article(reader.catalog(), id);
            if (!found) return std::nullopt;
            return related_to(reader, *found, static_cast<std::size_t>(std::max(limit, 0)));
        });
    }

    std::optional<std::string> redirect(Caller caller, std::string_view old_slug) const override {
        const auto catalog = require(caller);
        const auto found = catalog->redirects.find(std::string(old_slug));
        if (found == catalog->redirects.end() || !catalog->by_id.contains(found->second)) return std::nullopt;
        return found->second;
    }

    Categories categories(Caller caller) const override {
        auto catalog = require(caller);
        const auto* categories = &catalog->lists->categories;
        return {std::move(catalog), categories};
    }
    CardRange list(Caller caller, std::string_view category) const override {
        auto catalog = require(caller);
        if (category.empty()) return shared(catalog, &catalog->lists->by_title);
        return shared(catalog, find_in(catalog->lists->in_category, std::string(category)));
    }
    CardRange newest(Caller caller) const override {
        auto catalog = require(caller);
        return shared(catalog, &catalog->lists->newest);
    }
    CardRange recent(Caller caller, std::string_view lang) const override {
        auto catalog = require(caller);
        return shared(catalog, find_in(catalog->lists->recent, lang));
    }
    std::optional<ArticleCard> card(Caller caller, std::string_view id_or_slug) const override {
        const auto catalog = require(caller);
        const auto found = find_article(*catalog, id_or_slug);
        return found ? std::optional(catalog->lists->cards[*found]) : std::nullopt;
    }
    NearAddresses near(Caller caller, std::string_view path) const override {
        const auto catalog = pool_.catalog(caller);
        return catalog ? near_addresses(path, catalog->lists->names()) : NearAddresses();
    }
    std::vector<ArticleCard> for_page(Caller caller, std::string_view page_url) const override {
        return articles_for_page(*require(caller), page_url);
    }

    bool shows_file(Caller caller, std::string_view path) const override {
        return require(caller)->shown_files.contains(std::string(path));
    }

    std::string version(Caller caller) const override {
        const auto catalog = require(caller);
        std::string version = catalog->state.generation;
        for (const auto revision : catalog->state.revisions) version += "-" + std::to_string(revision);
        return version;
    }

    std::optional<std::string> article_id(Caller caller, std::string_view name) const override {
        const auto catalog = require(caller);
        const auto found = article_by_any_name(*catalog, name);
        if (found == kNoArticle) return std::nullopt;
        return catalog->articles[found].record.article.id;
    }

    bool is_ready() const override { return pool_.catalog(Caller::public_) != nullptr; }
    std::string why_not_ready() const override { return is_ready() ? "" : pool_.trouble(); }
    std::string trouble() const override { return pool_.trouble(); }

private:
    std::shared_ptr<const CaseSnapshot> case_snapshot() const {
        return cases_ ? cases_->snapshot() : nullptr;
    }
    std::shared_ptr<const Catalog> require(Caller caller) const {
        auto catalog = pool_.catalog(caller);
        if (!catalog) throw IndexError(pool_.trouble());
        return catalog;
    }

    mutable IndexPool pool_;
    mutable DeskCache desk_cache_;
    RankingWeights weights_;
    const CaseBase* cases_;
    bool remembers_;
};

}  // namespace

std::unique_ptr<Searcher> open_searcher(const std::string& index_dir, const RankingWeights& weights,
                                        const CaseBase* cases, Answers answers) {
    return std::make_unique<XapianSearcher>(index_dir, weights, cases, answers);
}

}  // namespace kb
