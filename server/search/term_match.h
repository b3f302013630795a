// SPDX-License-Identifier: GPL-2.0-or-later
// BM25 over the documents of one kind, from lists of postings in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "server/search/catalog.h"
#include "server/search/posting_cache.h"

namespace kb {

// Says whether an article may be answered with.
using ArticleFilter = std::function<bool(ArticleIndex)>;

struct ScoredDoc {
    DocId doc = 0;
    ArticleIndex article = kNoArticle;
    double score = 0;

    bool operator<(const ScoredDoc& other) const {  // the better one first
        return score != other.score ? score > other.score : doc < other.doc;
    }
};

struct WeightedPostings {
    std::shared_ptr<const Postings> postings;
    double weight = 1;
};

// Belongs to one thread; keeps its working space between questions.
class TermMatcher {
public:
    // The best `depth` documents of a kind by the sum of their terms' BM25, each term's times its weight, in
    // no order; of equals those with lower numbers. The terms are of documents of this kind; documents
    // without an article are left out, and those whose article `filter` does not accept; null: it accepts
    // all.
    std::vector<ScoredDoc> best(const std::vector<WeightedPostings>& terms, const Catalog& catalog,
                                DocKind kind, Bm25 bm25, std::size_t depth, const ArticleFilter& filter);

private:
    static constexpr std::size_t kLeastBlock = 8, kMostBlock = 64;  // scores_ is made of whole ones
    static constexpr std::size_t kPeaksForEach = 4;                 // of the documents that are wanted

    struct ScoredPlace {
        float score = 0;
        std::uint32_t place = 0;
    };

    // Takes documents with rising places and drops the worst when many have come together.
    class BestDocs {
    public:
        BestDocs(std::size_t depth, float bar);
        float bar() const { return bar_; }  // who does not score above it is not among the best
        void take(ScoredPlace doc) {
            docs_.push_back(doc);
            if (docs_.size() == docs_.capacity()) drop_worst();
        }
        std::vector<ScoredPlace> take_all();

    private:
        // A type and not a function, so that sorting calls nothing.
        struct IsBetter {
            bool operator()(const ScoredPlace& a, const ScoredPlace& b) const {
                return a.score != b.score ? a.score > b.score : a.place < b.place;
            }
        };
        void drop_worst();

        std::size_t depth_;
        float bar_;
        std::vector<ScoredPlace> docs_;
    };

    void sum(const std::vector<WeightedPostings>& terms, const Catalog& catalog, DocKind kind, Bm25 bm25);
    static std::size_t block_for(std::size_t docs, std::size_t depth);
    void find_peaks(std::size_t docs, std::size_t depth);
    float bar_for(std::size_t depth) const;
    void take_above(const KindDocs& all, const ArticleFilter& filter, BestDocs& best) const;

    std::vector<float> scores_;  // by place among the documents of a kind; 0 between questions
    std::vector<float> peaks_;   // the highest score of each block
    std::size_t block_ = kMostBlock;
};

// Calls `take(at in few, at in many)` for each document that is in both; both rise.
template <typename Take>
void each_in_both(const std::vector<DocId>& few, const std::vector<DocId>& many, const Take& take) {
    auto at = many.begin();
    const auto end = many.end();
    for (std::size_t i = 0; i < few.size() && at != end; ++i) {
        // The next one is rarely far: doubled steps, then halved ones.
        std::ptrdiff_t step = 1;
        while (step < end - at && at[step] < few[i]) step *= 2;
        at = std::lower_bound(at + step / 2, step < end - at ? at + step + 1 : end, few[i]);
        if (at != end && *at == few[i]) take(i, static_cast<std::size_t>(at - many.begin()));
    }
}

// Calls `take(i)` for each of `docs` (rising) that is in the list.
template <typename Take>
void each_in(const Postings& postings, const std::vector<DocId>& docs, const Take& take) {
    if (postings.docs().size() < docs.size())
        each_in_both(postings.docs(), docs, [&](std::size_t, std::size_t i) { take(i); });
    else
        each_in_both(docs, postings.docs(), [&](std::size_t i, std::size_t) { take(i); });
}

}  // namespace kb
