// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "indexer/article_parser.h"
#include "indexer/error.h"
#include "server/clock.h"
#include "server/http/errors.h"
#include "server/http/page_handlers.h"
#include "server/http/write_desk.h"
#include "server/http/write_handlers.h"
#include "server/http/write_json.h"
#include "server/store/analytics_store.h"
#include "server/time_text.h"
#include "server/writing/draft_view.h"
#include "server/writing/script_outline.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kMaxPreviewBytes = 64 * 1024;
constexpr std::size_t kMaxRevisions = 100;
constexpr int kGapsLooked = 60;
constexpr std::size_t kGapsShown = 20;
constexpr std::size_t kAlikeDraftsShown = 5;
constexpr std::size_t kNowhereShown = 10;
constexpr int kGapDepth = 20;
constexpr std::size_t kFoundShown = 40;

std::string today(const Services& services) { return time_text(unix_seconds(services.clock)).substr(0, 10); }

// A new article's path, numbered when the first is taken.
std::string free_path(ArticleFolder& folder, const std::string& wanted) {
    std::string path = wanted;
    for (int i = 2; folder.has_file(path); ++i)
        path = fmt::format("{}-{}.md", wanted.substr(0, wanted.size() - 3), i);
    return path;
}

CheckRequest text_to_check(const Exchange& exchange) {
    need_json(exchange.request);
    CheckRequest request = parse_check(exchange.request.body);
    if (!is_article_path(request.path)) throw HttpError(Refusal::bad_parameter, "Не годится путь статьи.");
    if (request.text.size() > kMaxPreviewBytes)
        throw HttpError(Refusal::bad_parameter, "Статья больше 64 КБ: смотрите её после сохранения.");
    return request;
}

// Questions that lead to this article, but not surely, then those that lead nowhere.
std::vector<WordingGap> gaps_near(const Services& services, const std::string& id) {
    std::vector<WordingGap> near;
    std::vector<WordingGap> nowhere;
    for (const Gap& gap : services.analytics.gaps(kGapsLooked, unix_seconds(services.clock))) {
        if (count_code_points(gap.query) > Searcher::kMaxQueryCharacters) continue;
        SearchRequest request;
        request.query = gap.query;
        request.limit = kGapDepth;
        const SearchAnswer answer = services.searcher.search(Caller::internal, request);
        if (answer.hits.empty() && nowhere.size() < kNowhereShown)
            nowhere.push_back({gap.query, gap.count, 0});
        const auto own = std::find_if(answer.hits.begin(), answer.hits.end(),
                                      [&](const Hit& hit) { return hit.article.id == id; });
        if (own == answer.hits.end() || near.size() >= kGapsShown) continue;
        const auto place = static_cast<int>(own - answer.hits.begin()) + 1;
        if (place > 1 || !answer.is_confident) near.push_back({gap.query, gap.count, place});
    }
    near.insert(near.end(), nowhere.begin(), nowhere.end());
    return near;
}

}  // namespace

HttpResponse post_write_new(const Services& services, const Exchange& exchange) {
    need_json(exchange.request);
    const NewArticle article = parse_new_article(exchange.request.body);
    Workshop& workshop = workshop_of(services);
    const auto listing = workshop.folder.listing();
    const bool has_public_folder =
        std::any_of(listing->articles.begin(), listing->articles.end(),
                    [](const FolderArticle& one) { return one.path.starts_with("public/"); });
    const std::string path = free_path(workshop.folder, skeleton_path(article, has_public_folder));
    if (!is_article_path(path))
        throw HttpError(Refusal::bad_parameter, "Не годится категория: нужен путь вида internet/wifi.");
    return write_json_response(skeleton_json(path, skeleton_text(article)));
}

HttpResponse post_write_check(const Services& services, const Exchange& exchange) {
    const CheckRequest request = text_to_check(exchange);
    const LintedArticle linted =
        workshop_of(services).linter.lint(request.path, request.text, today(services));
    std::vector<SectionPlace> places;
    if (linted.article) {
        for (const Section& section : linted.article->sections)
            places.push_back({section.anchor, section.line});
    }
    const auto outline =
        linted.article ? script_outline(*linted.article, request.text) : std::vector<OutlineNode>();
    return write_json_response(checked_json(places, outline, linted.diagnostics));
}

HttpResponse post_write_preview_page(const Services& services, const Exchange& exchange) {
    const CheckRequest request = text_to_check(exchange);
    Workshop& workshop = workshop_of(services);
    const ArticleFolder::Parts shared = workshop.folder.parts();
    const ParseResult parsed = parse_article(request.path, request.text, shared.parts.get());
    if (!parsed.article) throw HttpError(Refusal::bad_parameter, "Статью не разобрать: исправьте её шапку.");
    HttpResponse page = article_page(services, exchange, draft_view(*parsed.article, workshop.folder));
    page.set("Cache-Control", "no-store");
    return page;
}

HttpResponse post_write_find(const Services& services, const Exchange& exchange) {
    need_json(exchange.request);
    const CheckRequest request = parse_check(exchange.request.body);
    if (!is_article_path(request.path)) throw HttpError(Refusal::bad_parameter, "Не годится путь статьи.");
    Workshop& workshop = workshop_of(services);
    return mended_by_writer([&] {
        return write_json_response(
            ranks_json(workshop.drafts.rank(request.path, request.text, request.queries),
                       workshop.search.alike(request.path, request.text, kAlikeDraftsShown)));
    });
}

HttpResponse get_write_gaps(const Services& services, const Exchange& exchange) {
    Workshop& workshop = workshop_of(services);
    const auto source = mended_by_writer([&]() -> HttpResponse {
        const auto found = workshop.folder.read(value_or(exchange.request.query, "path"));
        return {200, "", found ? found->text : std::string(), {}};
    });
    const ParseResult parsed = parse_article(value_or(exchange.request.query, "path"), source.body);
    return write_json_response(
        gaps_json(gaps_near(services, parsed.article ? parsed.article->id : std::string())));
}

HttpResponse get_write_search(const Services& services, const Exchange& exchange) {
    const std::string_view query = value_or(exchange.request.query, "q");
    if (count_code_points(query) > Searcher::kMaxQueryCharacters)
        throw HttpError(Refusal::query_too_long, "Вопрос слишком длинный.");
    return write_json_response(found_files_json(workshop_of(services).search.search(query, kFoundShown)));
}

HttpResponse get_write_history(const Services& services, const Exchange& exchange) {
    Workshop& workshop = workshop_of(services);
    const std::string path(value_or(exchange.request.query, "path"));
    if (!is_article_path(path)) throw HttpError(Refusal::bad_parameter, "Не годится путь статьи.");
    return write_json_response(
        history_json(workshop.history.of(path, kMaxRevisions), workshop.history.why_not()));
}

HttpResponse get_write_revision(const Services& services, const Exchange& exchange) {
    Workshop& workshop = workshop_of(services);
    const std::string path(value_or(exchange.request.query, "path"));
    if (!is_article_path(path)) throw HttpError(Refusal::bad_parameter, "Не годится путь статьи.");
    const auto text = workshop.history.text_at(exchange.argument, path);
    if (!text) throw HttpError(Refusal::not_found, "Такой версии статьи нет.");
    return write_json_response(text_json(*text));
}

}  // namespace kb
