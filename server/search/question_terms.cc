// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/question_terms.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

#include "indexer/document_builder.h"

namespace kb {

namespace {

constexpr std::size_t kGramWords = 16;  // a longer question has words enough to go without grams

// Terms with weights; a word that comes twice counts more, but never twice.
class TermSum {
public:
    std::size_t add(std::string term, double weight) {  // the number of what was added, from 0
        terms_.push_back({std::move(term), weight});
        return terms_.size() - 1;
    }

    struct Sum {
        std::vector<WeightedTerm> terms;
        std::vector<std::size_t> places;  // in terms, of each that was added
    };
    Sum take() {
        std::vector<std::size_t> order(terms_.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            const int compared = terms_[a].term.compare(terms_[b].term);
            return compared != 0 ? compared < 0 : a < b;
        });
        Sum sum{{}, std::vector<std::size_t>(terms_.size())};
        sum.terms.reserve(terms_.size());
        for (const auto i : order) {
            auto& one = terms_[i];
            if (sum.terms.empty() || sum.terms.back().term != one.term) {
                sum.terms.push_back(std::move(one));
            } else {
                auto& weight = sum.terms.back().weight;
                weight = std::max(weight, one.weight) + std::min(weight, one.weight) * 0.3;
            }
            sum.places[i] = sum.terms.size() - 1;
        }
        return sum;
    }

private:
    std::vector<WeightedTerm> terms_;
};

void add_grams(const Question& question, char prefix, double weight, TermSum& sum) {
    if (question.words.size() > kGramWords) return;
    std::vector<std::string> grams;
    for (const auto& word : question.words) {
        if (word.token.is_stop_word || word.token.is_compound) continue;
        grams.clear();
        append_grams(word.readings.front().text, grams);
        for (const auto& gram : grams) sum.add(prefix + gram, word.weight * weight);
    }
}

void add_pairs(const Question& question, char prefix, double weight, TermSum& sum) {
    const Reading* before = nullptr;
    for (const auto& word : question.words) {
        if (word.token.is_compound || word.token.is_stop_word) continue;
        const auto& reading = word.readings.front();
        if (before) sum.add(pair_term(prefix, before->derived, reading.derived), weight * word.weight);
        before = &reading;
    }
}

}  // namespace

AskedTerms::AskedTerms(DocKind kind, const Question& question, const RankingWeights& weights,
                       const IndexReader& reader) {
    const auto prefixes = prefixes_of(kind);
    TermSum sum;
    for (const auto& word : question.words) {
        for (const auto& reading : word.readings) {
            const double weight = word.weight * reading.weight;
            auto& at = readings_.emplace_back();
            at.stem = sum.add(prefixes.stem + reading.stem, weight);
            if (!reading.derived.empty())
                at.derived = sum.add(prefixes.derived + reading.derived, weight * weights.derived);
        }
    }
    if (prefixes.grams) add_grams(question, prefixes.grams, weights.gram, sum);
    if (prefixes.pairs)
        add_pairs(question, prefixes.pairs, kind == DocKind::name ? weights.pair_name : weights.pair_section,
                  sum);
    const auto [terms, places] = sum.take();
    lists_ = reader.postings(terms);
    for (auto& at : readings_) {
        at.stem = places[at.stem];
        if (at.derived != kNone) at.derived = places[at.derived];
    }
}

}  // namespace kb
