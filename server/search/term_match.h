// SPDX-License-Identifier: GPL-2.0-or-later
// BM25 over the documents of one kind, from lists of postings in memory.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "server/search/catalog.h"
#include "server/search/posting_cache.h"

namespace kb {

struct ScoredDoc {
    DocId doc = 0;
    double score = 0;
};

struct WeightedPostings {
    std::shared_ptr<const Postings> postings;
    double weight = 1;  // above 0
};

// Belongs to one thread; keeps its working space between questions.
class TermMatcher {
public:
    // The best `depth` documents by the sum of their terms' BM25, each term's times its weight; of equals
    // those with lower numbers. `accepts(doc)` is asked of documents that would be among them; null: all.
    template <typename Accepts>
    std::vector<ScoredDoc> best(const std::vector<WeightedPostings>& terms, const Catalog& catalog,
                                KindStats stats, Bm25 bm25, std::size_t depth, const Accepts& accepts) {
        const std::size_t touched = sum(terms, catalog, stats, bm25);
        BestDocs best(depth);
        for (std::size_t i = 0; i < touched; ++i) {
            const DocId doc = touched_[i];
            const ScoredDoc scored{doc, scores_[doc]};
            scores_[doc] = 0;
            if (best.would_take(scored) && accepts(doc)) best.take(scored);
        }
        return best.in_order();
    }

private:
    // A heap with the worst of the best on top.
    class BestDocs {
    public:
        explicit BestDocs(std::size_t depth) : depth_(depth) {}
        bool would_take(const ScoredDoc& doc) const {
            return depth_ > 0 && (heap_.size() < depth_ || is_better(doc, heap_.front()));
        }
        void take(const ScoredDoc& doc);
        std::vector<ScoredDoc> in_order();

    private:
        static bool is_better(const ScoredDoc& a, const ScoredDoc& b) {
            return a.score != b.score ? a.score > b.score : a.doc < b.doc;
        }
        std::size_t depth_;
        std::vector<ScoredDoc> heap_;
    };

    // How many documents were touched.
    std::size_t sum(const std::vector<WeightedPostings>& terms, const Catalog& catalog, KindStats stats,
                    Bm25 bm25);

    std::vector<double> scores_;  // by document; 0 between questions
    std::vector<DocId> touched_;  // as many as there may be, and one
};

// Calls `take(i)` for each of `docs` (rising) that is in the list.
template <typename Take>
void each_in(const Postings& postings, const std::vector<DocId>& docs, const Take& take) {
    auto at = postings.docs().begin();
    const auto end = postings.docs().end();
    for (std::size_t i = 0; i < docs.size() && at != end; ++i) {
        // The next one is rarely far: doubled steps, then halved ones.
        std::ptrdiff_t step = 1;
        while (step < end - at && at[step] < docs[i]) step *= 2;
        at = std::lower_bound(at + step / 2, step < end - at ? at + step + 1 : end, docs[i]);
        if (at != end && *at == docs[i]) take(i);
    }
}

}  // namespace kb
