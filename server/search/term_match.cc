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
// The pass need not look at each: the highest score of every block of eight to sixty-four is found first,
// without a branch. When two hundred are wanted, the two hundredth of these peaks is a bar that nobody below
// it can be among the best, and most blocks have nobody above it.
//
// Documents are counted within their kind for it, and their sums are floats: so few bytes stay in a core's
// cache where those of all documents of a large base would not; a sum of a hundred shares is still good to
// five digits. The pass is cheaper than noting which places were touched, for a common question touches many
// of them, in no order.
//
// A term's weight is log(1 + (N − n + ½) / (n + ½)) · (k₁ + 1), a document's share of it
// f / (f + k₁ · (1 − b + b · length / mean)), with N and the mean length of the documents of its kind. The
// shares are kept beside the list: they change with neither the question nor the term's weight.
// Nothing is skipped: a common word costs its whole list.
#include "server/search/term_match.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace kb {

TermMatcher::BestDocs::BestDocs(std::size_t depth, float bar)
    : depth_(depth), bar_(depth > 0 ? bar : std::numeric_limits<float>::infinity()) {
    docs_.reserve(std::max<std::size_t>(4 * depth, 1));
}

// Those that come later have higher places, so an equal score is not above the bar.
void TermMatcher::BestDocs::drop_worst() {
    std::nth_element(docs_.begin(), docs_.begin() + static_cast<std::ptrdiff_t>(depth_ - 1), docs_.end(),
                     IsBetter());
    docs_.resize(depth_);
    bar_ = docs_.back().score;
}

std::vector<TermMatcher::ScoredPlace> TermMatcher::BestDocs::take_all() {
    if (docs_.size() > depth_) drop_worst();
    return std::move(docs_);
}

std::shared_ptr<const Postings::Shares> Postings::shares(Bm25 bm25,
                                                         const std::function<Shares()>& make) const {
    const auto lent = [](const Shares* shares) {
        return std::shared_ptr<const Shares>(std::shared_ptr<const void>(), shares);
    };
    const auto* kept = shares_.load(std::memory_order_acquire);
    if (kept != nullptr && kept->bm25 == bm25) return lent(kept);
    auto made = std::make_unique<const Shares>(make());
    if (kept == nullptr && shares_.compare_exchange_strong(kept, made.get(), std::memory_order_acq_rel))
        return lent(made.release());
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
        if (doc.place == kNoPlace || doc.article == kNoArticle) continue;
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
    const std::size_t blocks = (all.docs.size() + kMostBlock - 1) / kMostBlock;
    if (scores_.size() < blocks * kMostBlock) scores_.resize(blocks * kMostBlock);
    for (const auto& [postings, weight] : terms) {
        if (weight <= 0) continue;
        const auto n = static_cast<double>(postings->docs().size());
        const double count = std::max<double>(static_cast<double>(all.docs.size()), n);
        const auto term_weight =
            static_cast<float>(weight * std::log(1 + (count - n + 0.5) / (n + 0.5)) * (bm25.k1 + 1));
        const auto shares = postings->shares(
            bm25, [&, list = postings.get()] { return shares_of(*list, catalog, all.mean_length, bm25); });
        for (const auto& [place, share] : shares->all) scores_[place] += term_weight * share;
    }
}

// The more of them beside those that are wanted, the fewer documents are above the bar without being among
// the best; a few for each are enough.
std::size_t TermMatcher::block_for(std::size_t docs, std::size_t depth) {
    std::size_t block = kLeastBlock;
    while (block < kMostBlock && docs / (2 * block) >= kPeaksForEach * depth) block *= 2;
    return block;
}

void TermMatcher::find_peaks(std::size_t docs, std::size_t depth) {
    constexpr std::size_t kAtOnce = 8;  // independent of each other, so that a processor does several at once
    static_assert(kLeastBlock % kAtOnce == 0 && kMostBlock % kLeastBlock == 0);
    block_ = block_for(docs, depth);
    peaks_.resize((docs + block_ - 1) / block_);
    for (std::size_t block = 0; block < peaks_.size(); ++block) {
        const float* scores = &scores_[block * block_];
        std::array<float, kAtOnce> highest{};
        for (std::size_t i = 0; i < block_; i += kAtOnce)
            for (std::size_t k = 0; k < kAtOnce; ++k)
                highest[k] = scores[i + k] > highest[k] ? scores[i + k] : highest[k];
        peaks_[block] = *std::max_element(highest.begin(), highest.end());
    }
}

// As many documents as are wanted score above it, or it is 0.
float TermMatcher::bar_for(std::size_t depth) const {
    if (depth == 0 || peaks_.size() < depth) return 0;
    auto peaks = peaks_;
    const auto last = peaks.begin() + static_cast<std::ptrdiff_t>(depth - 1);
    std::nth_element(peaks.begin(), last, peaks.end(), std::greater<>());
    return std::nextafter(*last, 0.0F);
}

void TermMatcher::take_above(const KindDocs& all, const ArticleFilter& filter, BestDocs& best) const {
    for (std::size_t block = 0; block < peaks_.size(); ++block) {
        if (peaks_[block] <= best.bar()) continue;
        const auto begin = static_cast<std::uint32_t>(block * block_);
        for (auto place = begin; place < begin + block_; ++place)
            if (scores_[place] > best.bar() && (!filter || filter(all.articles[place])))
                best.take({scores_[place], place});
    }
}

std::vector<ScoredDoc> TermMatcher::best(const std::vector<WeightedPostings>& terms, const Catalog& catalog,
                                         DocKind kind, Bm25 bm25, std::size_t depth,
                                         const ArticleFilter& filter) {
    const auto& all = catalog.of_kind(kind);
    sum(terms, catalog, kind, bm25);
    find_peaks(all.docs.size(), depth);
    BestDocs best(depth, filter ? 0 : bar_for(depth));
    take_above(all, filter, best);
    std::fill_n(scores_.begin(), all.docs.size(), 0.0F);
    std::vector<ScoredDoc> out;
    out.reserve(depth);
    for (const auto& [score, place] : best.take_all())
        out.push_back({all.docs[place], all.articles[place], score});
    return out;
}

}  // namespace kb
