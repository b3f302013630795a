// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/question_terms.h"

#include <algorithm>
#include <string>
#include <utility>

#include "indexer/document_builder.h"

namespace kb {

namespace {

constexpr std::size_t kGramWords = 16;  // a longer question has words enough to go without grams

// Terms with weights; a word that comes twice counts more, but never twice.
class TermSum {
public:
    void add(std::string term, double weight) { terms_.push_back({std::move(term), weight}); }
    std::vector<WeightedTerm> take() {
        std::stable_sort(terms_.begin(), terms_.end(),
                         [](const auto& a, const auto& b) { return a.term < b.term; });
        std::size_t last = 0;
        for (std::size_t i = 1; i < terms_.size(); ++i) {
            auto& sum = terms_[last].weight;
            const double weight = terms_[i].weight;
            if (terms_[i].term == terms_[last].term)
                sum = std::max(sum, weight) + std::min(sum, weight) * 0.3;
            else if (++last != i)
                terms_[last] = std::move(terms_[i]);
        }
        if (!terms_.empty()) terms_.resize(last + 1);
        return std::move(terms_);
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

std::vector<WeightedTerm> terms_for(DocKind kind, const Question& question, const RankingWeights& weights) {
    const auto prefixes = prefixes_of(kind);
    TermSum sum;
    for (const auto& word : question.words) {
        for (const auto& reading : word.readings) {
            const double weight = word.weight * reading.weight;
            sum.add(prefixes.stem + reading.stem, weight);
            if (!reading.derived.empty())
                sum.add(prefixes.derived + reading.derived, weight * weights.derived);
        }
    }
    if (prefixes.grams) add_grams(question, prefixes.grams, weights.gram, sum);
    if (prefixes.pairs)
        add_pairs(question, prefixes.pairs, kind == DocKind::name ? weights.pair_name : weights.pair_section,
                  sum);
    return sum.take();
}

}  // namespace kb
