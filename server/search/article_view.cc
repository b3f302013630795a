// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/article_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "indexer/links.h"
#include "indexer/markdown.h"
#include "server/search/hit_builder.h"

namespace kb {

namespace {

constexpr std::size_t kRelatedTerms = 24;
constexpr double kTooCommon = 0.2;  // of all articles: says nothing of nearness

// The words that tell this article from others, heaviest first.
std::vector<WeightedTerm> telling_terms(const IndexReader& reader, DocId whole) {
    const char prefix = prefixes_of(DocKind::whole).stem;
    const double all = reader.catalog().count_of(DocKind::whole);
    std::vector<WeightedTerm> terms;
    for (const auto& [stem, count] : reader.terms_of(whole, prefix)) {
        const auto term = prefix + stem;
        const double articles = reader.documents_with(term);
        if (articles < 2 || (articles > kTooCommon * all && all > 20)) continue;
        terms.push_back({term, std::log1p(count) * std::log(all / articles)});
    }
    std::sort(terms.begin(), terms.end(), [](const auto& a, const auto& b) {
        return a.weight != b.weight ? a.weight > b.weight : a.term < b.term;
    });
    if (terms.size() > kRelatedTerms) terms.resize(kRelatedTerms);
    for (auto& term : terms) term.weight = 1;
    return terms;
}

UrlOf article_urls(const Catalog& catalog) {
    return [&catalog](std::string_view path) -> std::optional<std::string> {
        for (const auto& candidate : link_candidates(path))
            if (const auto found = catalog.by_path.find(candidate); found != catalog.by_path.end())
                return article_url(catalog.articles[found->second].record.article);
        return std::nullopt;
    };
}

UrlOf file_urls(const Catalog& catalog) {
    return [&catalog](std::string_view path) -> std::optional<std::string> {
        if (!catalog.shown_files.contains(std::string(path))) return std::nullopt;
        return "/files/" + encode_path(path);
    };
}

}  // namespace

std::string resolve_links(std::string_view html, const Catalog& catalog) {
    return link_html(html, article_urls(catalog), file_urls(catalog));
}

std::string quotable_markdown(std::string_view section, std::string_view article_path,
                              const Catalog& catalog) {
    return markdown_for_reader(section, article_path, article_urls(catalog), file_urls(catalog));
}

ArticleView view_of(const IndexReader& reader, ArticleIndex index) {
    const Catalog& catalog = reader.catalog();
    const auto& article = catalog.articles[index];
    const Article& a = article.record.article;
    ArticleView view;
    view.card = card_of(article);
    view.tags = a.tags;
    view.ask = a.ask;
    view.related = a.related;
    view.checked = a.checked;
    view.owner = a.owner;
    view.review_after = a.review_after;
    view.escalate_to = a.escalate_to;
    std::copy_if(a.attachments.begin(), a.attachments.end(), std::back_inserter(view.attachments),
                 [&](const std::string& path) { return catalog.shown_files.contains(path); });
    view.word_count = a.word_count;
    view.modified_s = article.record.stamp.modified_ns / 1'000'000'000;
    if (article.page)
        for (auto& section : decode_page(reader.data(article.page)))
            view.sections.push_back(
                {section.title, section.anchor, resolve_links(section.html, catalog), section.level});
    std::string identity = a.id + catalog.state.generation;
    for (const auto revision : catalog.state.revisions) identity += fmt::format("-{}", revision);
    view.etag = fmt::format("{:016x}", hash64(identity));
    return view;
}

std::vector<ArticleCard> related_to(const IndexReader& reader, ArticleIndex index, std::size_t limit) {
    const Catalog& catalog = reader.catalog();
    const Article& article = catalog.articles[index].record.article;
    std::vector<ArticleCard> cards;
    const auto add = [&](ArticleIndex other) {
        const auto& candidate = catalog.articles[other];
        const bool known = std::any_of(cards.begin(), cards.end(), [&](const ArticleCard& card) {
            return card.id == candidate.record.article.id;
        });
        if (other != index && !known && cards.size() < limit) cards.push_back(card_of(candidate));
    };
    for (const auto& id : article.related)
        if (const auto found = catalog.by_id.find(id); found != catalog.by_id.end()) add(found->second);
    if (cards.size() < limit) {
        const auto same_language = [&](ArticleIndex other) {
            return catalog.articles[other].record.article.lang == article.lang;
        };
        auto near = reader.match(DocKind::whole,
                                 reader.postings(telling_terms(reader, catalog.articles[index].whole)),
                                 {1.2, 0.8}, limit + 1, same_language);
        std::sort(near.begin(), near.end());
        for (const auto& doc : near) add(catalog.doc(doc.doc).article);
    }
    return cards;
}

}  // namespace kb
