// SPDX-License-Identifier: GPL-2.0-or-later
// A question as the terms of one kind of documents, in all voices and readings.
#pragma once

#include <cstddef>
#include <vector>

#include "server/search/index_reader.h"
#include "server/search/question.h"
#include "server/search/ranking_weights.h"

namespace kb {

// What a question asks of documents of a kind: first for their sums, then for which of them have which word.
class AskedTerms {
public:
    AskedTerms(DocKind kind, const Question& question, const RankingWeights& weights,
               const IndexReader& reader);

    const std::vector<WeightedPostings>& lists() const { return lists_; }  // by term, each once

    struct ReadingPostings {
        const Postings& stem;
        const Postings* derived = nullptr;  // null: a synonym has none
    };
    ReadingPostings reading(std::size_t number) const {  // counted over all words of the question
        const auto& at = readings_[number];
        return {*lists_[at.stem].postings, at.derived == kNone ? nullptr : lists_[at.derived].postings.get()};
    }

private:
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    struct ReadingPlaces {  // in lists_
        std::size_t stem = kNone;
        std::size_t derived = kNone;
    };

    std::vector<WeightedPostings> lists_;
    std::vector<ReadingPlaces> readings_;
};

}  // namespace kb
