// SPDX-License-Identifier: GPL-2.0-or-later
// «Не приходит код» asks for some thirty terms: three words as stems and derived forms, their pairs, the
// 4-grams of their letters in names, once for each kind of documents. Xapian would walk thirty B-trees side
// by side, a virtual call and a block's decoding for each step: nearly half of an answer's time. The lists of
// one state of the index never change, though, and the words people ask with are few. So each list is read
// once (posting_cache.h), and then a question is a sum: term by term, each document's share is added to its
// place in an array, the places touched are noted, and a heap keeps the best.
//
//     «код»     → 17: 2.1          scores[17] = 2.1
//     «приход»  →  9: 1.4, 17: 0.8 scores[9]  = 1.4, scores[17] = 2.9
//
// A term's weight is log(1 + (N − n + ½) / (n + ½)) · (k₁ + 1), a document's share of it
// f / (f + k₁ · (1 − b + b · length / mean)), with N and the mean length of the documents of its kind. The
// shares are kept beside the list: they change with neither the question nor the term's weight.
// Nothing is skipped: a common word costs its whole list.
#include "server/search/term_match.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kb {

void TermMatcher::BestDocs::take(const ScoredDoc& doc) {
    if (heap_.size() == depth_) {
        std::pop_heap(heap_.begin(), heap_.end(), is_better);
        heap_.back() = doc;
    } else {
        heap_.push_back(doc);
    }
    std::push_heap(heap_.begin(), heap_.end(), is_better);
}

std::vector<ScoredDoc> TermMatcher::BestDocs::in_order() {
    std::sort(heap_.begin(), heap_.end(), is_better);
    return std::move(heap_);
}

std::shared_ptr<const Postings::Shares> Postings::shares(Bm25 bm25,
                                                         const std::function<Shares()>& make) const {
    auto kept = shares_.load(std::memory_order_acquire);
    if (kept && kept->bm25 == bm25) return kept;
    auto made = std::make_shared<const Shares>(make());
    if (!kept) shares_.store(made, std::memory_order_release);
    return made;
}

namespace {

Postings::Shares shares_of(const Postings& postings, const Catalog& catalog, double mean_length, Bm25 bm25) {
    const double flat = bm25.k1 * (1 - bm25.b);
    const double by_length = bm25.k1 * bm25.b / mean_length;
    Postings::Shares shares{bm25, {}};
    shares.of.reserve(postings.docs().size());
    for (std::size_t i = 0; i < postings.docs().size() && postings.docs()[i] < catalog.docs.size(); ++i) {
        const double count = postings.counts()[i];
        const double length = catalog.docs[postings.docs()[i]].length;
        const auto share = static_cast<float>(count / (count + flat + by_length * length));
        shares.of.push_back(std::max(share, std::numeric_limits<float>::min()));  // a touched score is not 0
    }
    return shares;
}

}  // namespace

std::size_t TermMatcher::sum(const std::vector<WeightedPostings>& terms, const Catalog& catalog,
                             KindStats stats, Bm25 bm25) {
    if (scores_.size() < catalog.docs.size()) {
        scores_.resize(catalog.docs.size());
        touched_.resize(catalog.docs.size() + 1);
    }
    std::size_t touched = 0;
    for (const auto& [postings, weight] : terms) {
        const auto n = static_cast<double>(postings->docs().size());
        const double all = std::max<double>(stats.count, n);
        const double term_weight = weight * std::log(1 + (all - n + 0.5) / (n + 0.5)) * (bm25.k1 + 1);
        const auto shares = postings->shares(
            bm25, [&, list = postings.get()] { return shares_of(*list, catalog, stats.mean_length, bm25); });
        for (std::size_t i = 0; i < shares->of.size(); ++i) {
            const DocId doc = postings->docs()[i];
            double& score = scores_[doc];
            touched_[touched] = doc;
            touched += score == 0 ? 1 : 0;
            score += term_weight * static_cast<double>(shares->of[i]);
        }
    }
    return touched;
}

}  // namespace kb
