// SPDX-License-Identifier: GPL-2.0-or-later
// Every number that ranking depends on, with its name, so that `kb-server eval --weights FILE` can try
// others.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kb {

// One set for all bases. How each was found and what it is worth: docs/relevance.md.
struct RankingWeights {
    // What the three kinds of documents count for in the sum, on short questions and on long ones.
    double name_short = 1.0;
    double name_long = 0.96;
    double whole = 0.7;
    double whole_long = 1.0;
    double section = 1.0;
    double section_long = 0.7;
    double short_question_words = 2.1;  // up to so many content words a question is short,
    double long_question_words = 16;    // from so many on it is long; between, in proportion

    // Voices of a word, beside its stem (1).
    double derived = 0.5;
    double gram = 0.12;  // each 4-gram of a word, in names
    double pair_name = 0.7;
    double pair_section = 0.6;

    // Trust in other readings of a word.
    double correction = 0.75;
    double next_correction = 0.5;  // each further correction, beside the one before it
    double synonym = 0.45;
    double frame_word = 0.686;
    double rare_code = 1000;  // factor of an article that has a typed code which few have: it comes first
    double code = 3;          // factor of an article that has a typed code («0x80070005»)

    // Words of a ticket by where they stand.
    double subject = 1.5;
    double first_sentence = 1.2;
    double repeat = 1.1;  // a word that comes again

    // BM25 of each kind.
    double name_k1 = 1.12, name_b = 0.98;
    double whole_k1 = 1.68, whole_b = 0.98;
    double section_k1 = 1.2, section_b = 0.98;

    // Second look at the best candidates: the share of the question that an article covers.
    double coverage_power = 0.7, coverage_power_long = 0.1;
    double section_coverage = 0.21, section_coverage_long = 0.3;
    double name_coverage = 0.3, name_coverage_long = 0.6;

    // How far the rank model's correction counts; 0: not at all.
    double rank_model = 1;

    // Solved cases (cases.h, case_words.h).
    double case_voice = 0.5;  // of a full vote, beside the best article's score; of a question over again: 1
    double case_own = 0.6;    // how much of an article's own coverage a case must be nearer than,
    double case_top = 0.4;    // and of the leading article's
    double case_share = 0.5;  // how much disagreement takes away
    double case_same = 0.95;  // as near as this a case is the question over again, and its vote full
    double case_few = 20;     // up to so many cases a lone one that is merely alike says nothing,
    double case_many = 100;   // from so many on as much as it may; between, in proportion
    double case_words = 1.2;  // of a name that answers to the question's words through cases
};

// The names that a weights file uses, in order.
std::vector<std::string> weight_names();

// Sets one weight by name; false when there is no such weight.
bool set_weight(RankingWeights& weights, std::string_view name, double value);

// Its value; nothing when there is no such weight.
std::optional<double> weight_value(const RankingWeights& weights, std::string_view name);

// Lines `name value`, `#` comments. Throws ConfigError naming the line.
RankingWeights read_weights(std::string_view text);

}  // namespace kb
