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
// f / (f + k₁ · (1 − b + b · length / mean)), with N and the mean length of the documents of its kind.
// Nothing is skipped: a common word costs its whole list.
#include "server/search/term_match.h"

#include <algorithm>
#include <cmath>

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

void TermMatcher::sum(const std::vector<WeightedPostings>& terms, const Catalog& catalog, KindStats stats,
                      Bm25 bm25) {
    if (scores_.size() < catalog.docs.size()) scores_.resize(catalog.docs.size());
    const double flat = bm25.k1 * (1 - bm25.b);
    const double by_length = bm25.k1 * bm25.b / stats.mean_length;
    for (const auto& [postings, weight] : terms) {
        const auto n = static_cast<double>(postings->docs.size());
        const double all = std::max<double>(stats.count, n);
        const double term_weight = weight * std::log(1 + (all - n + 0.5) / (n + 0.5)) * (bm25.k1 + 1);
        for (std::size_t i = 0; i < postings->docs.size(); ++i) {
            const DocId doc = postings->docs[i];
            if (doc >= catalog.docs.size()) continue;
            const double count = postings->counts[i];
            const double share = count / (count + flat + by_length * catalog.docs[doc].length);
            if (scores_[doc] == 0) touched_.push_back(doc);
            scores_[doc] += term_weight * share;
        }
    }
}

}  // namespace kb
