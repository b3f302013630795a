// SPDX-License-Identifier: GPL-2.0-or-later
// BM25 over the documents of one kind, from lists of postings in memory.
#pragma once

#include <algorithm>
#include <array>
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
    // The best `depth` documents of a kind by the sum of their terms' BM25, each term's times its weight; of
    // equals those with lower numbers. The terms are of documents of this kind; `accepts(article)` is
    // asked of those that might be among the best.
    template <typename Accepts>
    std::vector<ScoredDoc> best(const std::vector<WeightedPostings>& terms, const Catalog& catalog,
                                DocKind kind, Bm25 bm25, std::size_t depth, const Accepts& accepts) {
        const auto& docs = catalog.of_kind(kind).docs;
        const auto& articles = catalog.of_kind(kind).articles;
        sum(terms, catalog, kind, bm25);
        BestDocs best(depth);
        std::array<std::uint32_t, kBlock> above;  // places of a block that are above the bar
        for (std::size_t begin = 0; begin < docs.size(); begin += kBlock) {
            const auto end = std::min(begin + kBlock, docs.size());
            const double bar = best.bar();
            std::size_t count = 0;
            for (std::size_t place = begin; place < end; ++place) {
                above[count] = static_cast<std::uint32_t>(place);
                count += scores_[place] > bar ? 1 : 0;  // no branch: nobody could guess it
            }
            for (std::size_t i = 0; i < count; ++i) {
                const auto place = above[i];
                if (scores_[place] > best.bar() && accepts(articles[place]))
                    best.take({docs[place], scores_[place]});
            }
        }
        std::fill(scores_.begin(), scores_.begin() + static_cast<std::ptrdiff_t>(docs.size()), 0.0);
        return best.in_order();
    }

private:
    static constexpr std::size_t kBlock = 256;

    // Takes documents with rising numbers and drops the worst when many have come together.
    class BestDocs {
    public:
        explicit BestDocs(std::size_t depth);
        double bar() const { return bar_; }  // who does not score above it is not among the best
        void take(ScoredDoc doc) {
            docs_.push_back(doc);
            if (docs_.size() == docs_.capacity()) drop_worst();
        }
        std::vector<ScoredDoc> in_order();

    private:
        static bool is_better(const ScoredDoc& a, const ScoredDoc& b) {
            return a.score != b.score ? a.score > b.score : a.doc < b.doc;
        }
        void drop_worst();

        std::size_t depth_;
        double bar_ = 0;
        std::vector<ScoredDoc> docs_;
    };

    void sum(const std::vector<WeightedPostings>& terms, const Catalog& catalog, DocKind kind, Bm25 bm25);

    std::vector<double> scores_;  // by place among the documents of a kind; 0 between questions
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
