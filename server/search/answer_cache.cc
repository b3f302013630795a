// SPDX-License-Identifier: GPL-2.0-or-later
// Customers ask what others have asked: «не приходит код» on the day codes do not come. An answer is a
// function of the catalog, the solved cases and the request, and nothing else, so it is kept beside the
// catalog and goes with it; those of older solved cases are asked for no more.
#include "server/search/answer_cache.h"

#include <fmt/format.h>

#include <utility>

#include "server/search/case_base.h"

namespace kb {

namespace {

constexpr std::size_t kEntryBytes = 300;       // of an entry beside its strings, about
constexpr std::size_t kLongestQuestion = 400;  // bytes; nobody asks the same essay twice

// Lengths stand before texts, so that no two requests make one key.
std::string key_of(Caller caller, const SearchRequest& request, const AnswerCache::Cases& cases) {
    const auto part = [](const std::string& text) { return fmt::format("{}:{}", text.size(), text); };
    return fmt::format("{} {}{} {} {} {}{}{}{}", cases ? cases->number + 1 : 0, static_cast<int>(caller),
                       request.literal ? 'l' : ' ', request.limit, request.offset, part(request.category),
                       part(request.type), part(request.lang), request.query);
}

std::size_t bytes_of(const ArticleCard& card) {
    return card.id.size() + card.slug.size() + card.url.size() + card.title.size() + card.summary.size() +
           card.category.size() + card.lang.size();
}

std::size_t bytes_of(const Hit& hit) {
    std::size_t bytes = sizeof(Hit) + bytes_of(hit.article) + hit.section.title.size() +
                        hit.section.anchor.size() + hit.section.url.size() + hit.snippet.text.size() +
                        (hit.snippet.marks.size() + hit.title_marks.size()) * sizeof(ByteRange);
    for (const Match& match : hit.matches) bytes += sizeof(Match) + match.word.size() + match.matched.size();
    return bytes;
}

std::size_t bytes_of(const SearchAnswer& answer) {
    std::size_t bytes = sizeof(SearchAnswer) + answer.shown_query.size();
    for (const Hit& hit : answer.hits) bytes += bytes_of(hit);
    for (const auto* values : {&answer.facets.categories, &answer.facets.types, &answer.facets.langs})
        bytes += values->size() * sizeof(FacetValue);
    for (const std::string& word : answer.missing_words) bytes += sizeof(std::string) + word.size();
    return bytes;
}

}  // namespace

std::shared_ptr<const SearchAnswer> AnswerCache::find(Caller caller, const SearchRequest& request,
                                                      const Cases& cases) {
    return kept_.find(key_of(caller, request, cases));
}

void AnswerCache::keep(Caller caller, const SearchRequest& request, const Cases& cases,
                       std::shared_ptr<const SearchAnswer> answer) {
    if (request.query.size() > kLongestQuestion) return;
    auto key = key_of(caller, request, cases);
    const std::size_t bytes = kEntryBytes + key.size() + bytes_of(*answer);
    kept_.keep(std::move(key), std::move(answer), bytes);
}

}  // namespace kb
