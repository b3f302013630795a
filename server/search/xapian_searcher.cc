// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/xapian_searcher.h"

#include <algorithm>

#include "indexer/error.h"
#include "indexer/links.h"
#include "server/search/answer.h"
#include "server/search/answer_cache.h"
#include "server/search/article_view.h"
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

class XapianSearcher : public Searcher {
public:
    XapianSearcher(const std::string& index_dir, const RankingWeights& weights, const CaseBase* cases,
                   Answers answers)
        : pool_(index_dir), weights_(weights), cases_(cases), remembers_(answers == Answers::remember) {}

    SearchAnswer search(Caller caller, const SearchRequest& request) const override {
        const auto cases = case_snapshot();
        if (remembers_)
            if (const auto known = require(caller)->answers->find(caller, request, cases)) return *known;
        return pool_.use(caller, [&](const IndexReader& reader) {
            auto answer = std::make_shared<const SearchAnswer>(
                answer_search(request, reader, weights_, my_tools(), cases.get()));
            if (remembers_) reader.catalog().answers->keep(caller, request, cases, answer);
            return *answer;
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

    std::vector<CategoryCount> categories(Caller caller) const override;
    std::vector<ArticleCard> list(Caller caller, std::string_view category) const override;
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

// In the writers' order; categories that only articles name come after, by name.
std::vector<Searcher::CategoryCount> XapianSearcher::categories(Caller caller) const {
    const auto catalog = require(caller);
    std::vector<CategoryCount> out;
    for (const auto& category : catalog->categories) out.push_back({category, 0});
    const auto place_of = [&](const std::string& id) {
        const auto found = std::find_if(out.begin(), out.end(),
                                        [&](const CategoryCount& item) { return item.category.id == id; });
        if (found != out.end()) return found;
        return out.insert(out.end(), {Category{id, id, "", "", Audience::public_}, 0});
    };
    for (const auto& article : catalog->articles) {
        for (std::string id = article.record.article.category; !id.empty();) {
            ++place_of(id)->count;
            const auto slash = id.rfind('/');
            id = slash == std::string::npos ? "" : id.substr(0, slash);
        }
    }
    std::erase_if(out, [](const CategoryCount& item) { return item.count == 0; });
    return out;
}

std::vector<ArticleCard> XapianSearcher::list(Caller caller, std::string_view category) const {
    const auto catalog = require(caller);
    std::vector<ArticleCard> cards;
    for (const auto& article : catalog->articles)
        if (is_in_category(article.record.article.category, category)) cards.push_back(card_of(article));
    std::sort(cards.begin(), cards.end(), [](const ArticleCard& a, const ArticleCard& b) {
        return a.title != b.title ? a.title < b.title : a.id < b.id;
    });
    return cards;
}

}  // namespace

std::unique_ptr<Searcher> open_searcher(const std::string& index_dir, const RankingWeights& weights,
                                        const CaseBase* cases, Answers answers) {
    return std::make_unique<XapianSearcher>(index_dir, weights, cases, answers);
}

}  // namespace kb
