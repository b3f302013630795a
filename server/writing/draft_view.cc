// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/writing/draft_view.h"

#include "indexer/links.h"
#include "server/search/hit_builder.h"

namespace kb {
namespace {

UrlOf article_urls(const FolderListing& listing) {
    return [&listing](std::string_view path) -> std::optional<std::string> {
        for (const std::string& candidate : link_candidates(path)) {
            const FolderArticle* found = listing.find(candidate);
            if (found != nullptr && found->article) return article_url(*found->article);
        }
        return std::nullopt;
    };
}

UrlOf file_urls(ArticleFolder& folder) {
    return [&folder](std::string_view path) -> std::optional<std::string> {
        if (!folder.has_file(path)) return std::nullopt;
        return "/write/files/" + encode_path(path);
    };
}

}  // namespace

ArticleView draft_view(const Article& article, ArticleFolder& folder) {
    const auto listing = folder.listing(ArticleFolder::kFreshForLinks);
    CatalogArticle catalogued;
    catalogued.record.article = article;
    catalogued.record.article.sections.clear();
    ArticleView view;
    view.card = card_of(catalogued);
    view.tags = article.tags;
    view.ask = article.ask;
    view.related = article.related;
    view.owner = article.owner;
    view.review_after = article.review_after;
    view.escalate_to = article.escalate_to;
    view.checked = article.checked;
    view.word_count = article.word_count;
    for (const std::string& path : article.attachments)
        if (folder.has_file(path)) view.attachments.push_back(path);
    for (const Section& section : article.sections) {
        std::string html = link_html(section.html, article_urls(*listing), file_urls(folder));
        view.sections.push_back({section.title, section.anchor, std::move(html), section.level});
    }
    return view;
}

}  // namespace kb
