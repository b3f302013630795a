// SPDX-License-Identifier: GPL-2.0-or-later
// «Не приходит код» asks for some thirty terms: three words as stems and derived forms, their pairs, the
// 4-grams of their letters in names, once for each kind of documents. Xapian would walk thirty B-trees side
// by side, a virtual call and a block's decoding for each step: nearly half of an answer's time. The lists of
// one state of the index never change, though, and the words people ask with are few. So each list is read
// once (posting_cache.h), and then a question is a sum: term by term, each document's share is added to its
// place in an array, and one pass over the array finds the best.
//
//     «код»     → 17: 2.1          scores[17] = 2.1
//     «приход»  →  9: 1.4, 17: 0.8 scores[9]  = 1.4, scores[17] = 2.9
//
// Documents are counted within their kind for it: so few sums stay in a core's cache where those of all
// documents of a large base would not. The pass is cheaper than noting which places were touched, for a
// common question touches many of them, in no order.
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

TermMatcher::BestDocs::BestDocs(std::size_t depth)
    : depth_(depth), bar_(depth > 0 ? 0 : std::numeric_limits<double>::infinity()) {
    docs_.reserve(std::max<std::size_t>(4 * depth, 1));
}

// Those that come later have higher numbers, so an equal score is not above the bar.
void TermMatcher::BestDocs::drop_worst() {
    std::nth_element(docs_.begin(), docs_.begin() + static_cast<std::ptrdiff_t>(depth_ - 1), docs_.end(),
                     is_better);
    docs_.resize(depth_);
    bar_ = docs_.back().score;
}

std::vector<ScoredDoc> TermMatcher::BestDocs::in_order() {
    if (docs_.size() > depth_) drop_worst();
    std::sort(docs_.begin(), docs_.end(), is_better);
    return std::move(docs_);
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
    shares.all.reserve(postings.docs().size());
    for (std::size_t i = 0; i < postings.docs().size(); ++i) {
        const auto& doc = catalog.doc(postings.docs()[i]);
        if (doc.place == kNoPlace) continue;
        const double count = postings.counts()[i];
        shares.all.push_back(
            {doc.place, static_cast<float>(count / (count + flat + by_length * doc.length))});
    }
    return shares;
}

}  // namespace

void TermMatcher::sum(const std::vector<WeightedPostings>& terms, const Catalog& catalog, DocKind kind,
                      Bm25 bm25) {
    const auto& all = catalog.of_kind(kind);
    if (scores_.size() < all.docs.size()) scores_.resize(all.docs.size());
    for (const auto& [postings, weight] : terms) {
        const auto n = static_cast<double>(postings->docs().size());
        const double count = std::max<double>(static_cast<double>(all.docs.size()), n);
        const double term_weight = weight * std::log(1 + (count - n + 0.5) / (n + 0.5)) * (bm25.k1 + 1);
        const auto shares = postings->shares(
            bm25, [&, list = postings.get()] { return shares_of(*list, catalog, all.mean_length, bm25); });
        for (const auto& [place, share] : shares->all)
            scores_[place] += term_weight * static_cast<double>(share);
    }
}

}  // namespace kb
