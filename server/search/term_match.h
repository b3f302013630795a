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
};

struct WeightedPostings {
    std::shared_ptr<const Postings> postings;
    double weight = 1;
};

// Belongs to one thread; keeps its working space between questions.
class TermMatcher {
public:
    // The best `depth` documents of a kind by the sum of their terms' BM25, each term's times its weight; of
    // equals those with lower numbers. The terms are of documents of this kind; documents without an article
    // are left out, and those whose article `filter` does not accept; null: it accepts all.
    std::vector<ScoredDoc> best(const std::vector<WeightedPostings>& terms, const Catalog& catalog,
                                DocKind kind, Bm25 bm25, std::size_t depth, const ArticleFilter& filter);

private:
    static constexpr std::size_t kBlock = 64;  // scores_ is made of whole ones

    struct ScoredPlace {
        double score = 0;
        std::uint32_t place = 0;
    };

    // Takes documents with rising places and drops the worst when many have come together.
    class BestDocs {
    public:
        BestDocs(std::size_t depth, double bar);
        double bar() const { return bar_; }  // who does not score above it is not among the best
        void take(ScoredPlace doc) {
            docs_.push_back(doc);
            if (docs_.size() == docs_.capacity()) drop_worst();
        }
        std::vector<ScoredPlace> in_order();

    private:
        static bool is_better(const ScoredPlace& a, const ScoredPlace& b) {
            return a.score != b.score ? a.score > b.score : a.place < b.place;
        }
        void drop_worst();

        std::size_t depth_;
        double bar_;
        std::vector<ScoredPlace> docs_;
    };

    void sum(const std::vector<WeightedPostings>& terms, const Catalog& catalog, DocKind kind, Bm25 bm25);
    void find_peaks(std::size_t docs);
    double bar_for(std::size_t depth) const;
    void take_above(const KindDocs& all, const ArticleFilter& filter, BestDocs& best) const;

    std::vector<double> scores_;  // by place among the documents of a kind; 0 between questions
    std::vector<double> peaks_;   // the highest score of each block
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
