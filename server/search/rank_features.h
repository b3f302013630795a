// SPDX-License-Identifier: GPL-2.0-or-later
// What the rank model is told of one candidate: shares and counts that mean the same on every base. Raw
// scores, lengths of articles and other marks by which a base could be recognised are left out.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace kb {

// Shares are 0–1 and count each word of the question by its weight and rarity, unless said otherwise.
enum class Feature : std::size_t {
    log_score,   // of the weighted sum, against the best candidate's; ≤ 0
    in_article,  // share of the question that the article has,
    in_section,  // that its best section has,
    in_name,     // that its best name has,
    in_section_or_name,
    by_synonym,        // that the article has by synonyms only
    words_in_article,  // share of the question's words by their weight alone
    exact_forms,       // share whose very form the article has
    name_recall,       // the better of title and best name: share of the question it says,
    name_precision,    // share of it that the question says, by rarity,
    name_balance,      // harmonic mean of the two,
    name_grams,        // cosine of the sets of 4-grams
    title_recall,      // the same of the title alone
    title_precision,
    title_balance,
    pairs_in_name,      // share of the question's pairs of neighbouring words in the best name,
    pairs_in_section,   // in the best section
    rarest_in_article,  // 0 or 1: the rarest known word of the question
    second_in_article,  // and the one after it
    rarest_in_section,
    rarest_in_name,
    first_in_name,   // 0 or 1: the question's first word,
    last_in_name,    // its last
    asks_alike,      // «почему…» of question and title: 1 same, −1 different, 0 one does not ask
    question_words,  // content words by weight
    title_words,
    name_words,      // of the best name
    best_is_title,   // 0 or 1: no alias or link says it better
    like_leaders,    // how much its title is like the titles of the best five (cosine of 4-grams)
    sections_found,  // log(1 + sections of the article among the best)
    kCount,
};

inline constexpr std::size_t kFeatureCount = static_cast<std::size_t>(Feature::kCount);

class RankFeatures {
public:
    float& operator[](Feature feature) { return values_[static_cast<std::size_t>(feature)]; }
    float operator[](Feature feature) const { return values_[static_cast<std::size_t>(feature)]; }
    const std::array<float, kFeatureCount>& values() const { return values_; }

private:
    std::array<float, kFeatureCount> values_{};
};

// Names as a model file writes them.
std::string_view feature_name(std::size_t feature);
std::optional<std::size_t> feature_by_name(std::string_view name);

}  // namespace kb
