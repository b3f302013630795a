// SPDX-License-Identifier: GPL-2.0-or-later
// Whether a question belongs to this base at all: the ground of silence. It never looks at which
// article comes first, only at how much of the question the base, its names and its best articles have.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "server/search/question.h"
#include "server/search/ranking.h"
#include "server/search/snippet.h"

namespace kb {

// Shares count each word by its weight in the question. "Met" and "named" are said of the best article.
enum class Sign : std::size_t {
    evidence,       // mean of ln(share of articles with the word / usual share of such a word), −3 … 4,
    name_evidence,  // the same over names,
    evidence_sum,   // their sums, −20 … 20
    name_evidence_sum,
    best_evidence,  // of the word most at home here
    best_name_evidence,
    worst_evidence,   // of the word least at home here
    rare_words,       // share of words that are in no list of common ones,
    screen_words,     // of words of any service on a screen
    unknown,          // share that no article has, nor anything like it,
    unknown_rare,     // that no article has, of words in no list,
    unknown_common,   // of common words
    met_rare,         // share met, of words in no list,
    met_leaning,      // of words that lean to a field
    met_say,          // share met, each word by how seldom it is usually said,
    named_say,        // and named
    unknown_say,      // ln(1 + sum over unknown words),
    named_say_sum,    // over named ones
    in_section,       // coverage of the best section,
    in_name,          // of the best name
    known_to_names,   // share of words that some name of the base has
    score,            // ln of the score against the rarest word's idf,
    score_of_mass,    // ln(1 + score by the question's rarity)
    bm25_of_mass,     // BM25 of section and article by the question's rarity, at most 6,
    name_of_mass,     // of the name, at most 3
    agreement,        // whether names, whole texts and sections agree on the best article
    said_and_named,   // √(share of the name that the question says × share of the question that it has)
    words_met,        // ln(1 + words met)
    lead_over_tenth,  // 1 − the tenth score by the first
    best_coverage,    // of the best ten
    best_balance,     // of the names of the best three
    name_grams,       // 4-grams that question and name share
    question_words,   // ln(1 + words)
    articles,         // ln of the number of articles, 30 … 5000
    kCount,
};

inline constexpr std::size_t kSignCount = static_cast<std::size_t>(Sign::kCount);
using Signs = std::array<double, kSignCount>;

// Names as a model file writes them.
std::string_view sign_name(std::size_t sign);

Signs signs_of(const Question& question, const Ranking& ranking, const IndexReader& reader, TextTools& tools);

// Log odds that the base has the answer; above kBelongs it is worth showing what was found.
double belonging_of(const Question& question, const Ranking& ranking, const IndexReader& reader,
                    TextTools& tools);

}  // namespace kb
