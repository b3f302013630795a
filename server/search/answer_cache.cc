// SPDX-License-Identifier: GPL-2.0-or-later
// Customers ask what others have asked: «не приходит код» on the day codes do not come. An answer is a
// function of the catalog, the solved cases and the request, and nothing else, so it is kept beside the
// catalog and goes with it; a new set of cases empties it.
#include "server/search/answer_cache.h"

#include <fmt/format.h>

#include <utility>

#include "server/search/cases.h"

namespace kb {

namespace {

constexpr std::size_t kEntryBytes = 300;       // of an entry beside its strings, about
constexpr std::size_t kLongestQuestion = 400;  // bytes; nobody asks the same essay twice

// Lengths stand before texts, so that no two requests make one key.
std::string key_of(Caller caller, const SearchRequest& request) {
    const auto part = [](const std::string& text) { return fmt::format("{}:{}", text.size(), text); };
    return fmt::format("{}{} {} {} {}{}{}{}", static_cast<int>(caller), request.literal ? 'l' : ' ',
                       request.limit, request.offset, part(request.category), part(request.type),
                       part(request.lang), request.query);
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
        for (const FacetValue& value : *values)
            bytes += sizeof(FacetValue) + value.value.size() + value.title.size();
    for (const std::string& word : answer.missing_words) bytes += sizeof(std::string) + word.size();
    return bytes;
}

}  // namespace

AnswerCache::AnswerCache(std::size_t max_bytes) : max_bytes_(max_bytes) {}
AnswerCache::~AnswerCache() = default;

std::shared_ptr<const SearchAnswer> AnswerCache::find(Caller caller, const SearchRequest& request,
                                                      const Cases& cases) {
    const std::string key = key_of(caller, request);
    const std::lock_guard lock(mutex_);
    if (cases_ != cases) return nullptr;
    const auto place = places_.find(key);
    if (place == places_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, place->second);
    return place->second->answer;
}

void AnswerCache::keep(Caller caller, const SearchRequest& request, const Cases& cases,
                       std::shared_ptr<const SearchAnswer> answer) {
    if (request.query.size() > kLongestQuestion) return;
    Entry entry{key_of(caller, request), std::move(answer), 0};
    entry.bytes = kEntryBytes + 2 * entry.key.size() + bytes_of(*entry.answer);
    const std::lock_guard lock(mutex_);
    if (cases_ != cases) {
        places_.clear();
        entries_.clear();
        bytes_ = 0;
        cases_ = cases;
    }
    if (entry.bytes > max_bytes_ || places_.contains(entry.key)) return;
    while (bytes_ + entry.bytes > max_bytes_) {
        bytes_ -= entries_.back().bytes;
        places_.erase(entries_.back().key);
        entries_.pop_back();
    }
    bytes_ += entry.bytes;
    entries_.push_front(std::move(entry));
    places_.emplace(entries_.front().key, entries_.begin());
}

std::size_t AnswerCache::bytes() const {
    const std::lock_guard lock(mutex_);
    return bytes_;
}

}  // namespace kb
