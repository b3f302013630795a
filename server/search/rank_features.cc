// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/rank_features.h"

namespace kb {

namespace {

constexpr std::array<std::string_view, kFeatureCount> kNames{
    "log_score",      "in_article",       "in_section",        "in_name",           "in_section_or_name",
    "by_synonym",     "words_in_article", "exact_forms",       "name_recall",       "name_precision",
    "name_balance",   "name_grams",       "title_recall",      "title_precision",   "title_balance",
    "pairs_in_name",  "pairs_in_section", "rarest_in_article", "second_in_article", "rarest_in_section",
    "rarest_in_name", "first_in_name",    "last_in_name",      "asks_alike",        "question_words",
    "title_words",    "name_words",       "best_is_title",     "like_leaders",      "sections_found"};

static_assert(!kNames.back().empty());

}  // namespace

std::string_view feature_name(std::size_t feature) { return kNames.at(feature); }

std::optional<std::size_t> feature_by_name(std::string_view name) {
    for (std::size_t i = 0; i < kFeatureCount; ++i)
        if (kNames[i] == name) return i;
    return std::nullopt;
}

}  // namespace kb
