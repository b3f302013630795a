// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/ranking_weights.h"

#include <array>
#include <charconv>
#include <utility>

#include "indexer/error.h"

namespace kb {

namespace {

using Field = std::pair<std::string_view, double RankingWeights::*>;

#define KB_WEIGHT(name) \
    Field { #name, &RankingWeights::name }
constexpr std::array kFields{
    KB_WEIGHT(name_short),
    KB_WEIGHT(name_long),
    KB_WEIGHT(whole),
    KB_WEIGHT(whole_long),
    KB_WEIGHT(section),
    KB_WEIGHT(section_long),
    KB_WEIGHT(short_question_words),
    KB_WEIGHT(long_question_words),
    KB_WEIGHT(derived),
    KB_WEIGHT(gram),
    KB_WEIGHT(pair_name),
    KB_WEIGHT(pair_section),

    KB_WEIGHT(correction),
    KB_WEIGHT(next_correction),
    KB_WEIGHT(synonym),
    KB_WEIGHT(frame_word),
    KB_WEIGHT(rare_code),
    KB_WEIGHT(code),
    KB_WEIGHT(subject),
    KB_WEIGHT(first_sentence),
    KB_WEIGHT(repeat),
    KB_WEIGHT(name_k1),
    KB_WEIGHT(name_b),
    KB_WEIGHT(whole_k1),
    KB_WEIGHT(whole_b),
    KB_WEIGHT(section_k1),
    KB_WEIGHT(section_b),
    KB_WEIGHT(coverage_power),
    KB_WEIGHT(coverage_power_long),
    KB_WEIGHT(section_coverage),
    KB_WEIGHT(section_coverage_long),
    KB_WEIGHT(name_coverage),
    KB_WEIGHT(name_coverage_long),
    KB_WEIGHT(rank_model),
    KB_WEIGHT(case_voice),
    KB_WEIGHT(case_own),
    KB_WEIGHT(case_top),
    KB_WEIGHT(case_share),
    KB_WEIGHT(case_same),
    KB_WEIGHT(case_few),
    KB_WEIGHT(case_many),
    KB_WEIGHT(case_words),
};
#undef KB_WEIGHT

[[noreturn]] void fail(int line, const std::string& what) {
    throw ConfigError("Файл весов, строка " + std::to_string(line) + ": " + what);
}

}  // namespace

std::vector<std::string> weight_names() {
    std::vector<std::string> names;
    for (const auto& field : kFields) names.emplace_back(field.first);
    return names;
}

bool set_weight(RankingWeights& weights, std::string_view name, double value) {
    for (const auto& [known, member] : kFields) {
        if (known != name) continue;
        weights.*member = value;
        return true;
    }
    return false;
}

std::optional<double> weight_value(const RankingWeights& weights, std::string_view name) {
    for (const auto& [known, member] : kFields)
        if (known == name) return weights.*member;
    return std::nullopt;
}

RankingWeights read_weights(std::string_view text) {
    RankingWeights weights;
    for (int number = 1; !text.empty(); ++number) {
        const auto end = text.find('\n');
        auto line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        line = line.substr(0, line.find('#'));
        const auto begin = line.find_first_not_of(" \t\r");
        if (begin == std::string_view::npos) continue;
        line.remove_prefix(begin);
        const auto blank = line.find_first_of(" \t");
        const auto value = blank == std::string_view::npos ? blank : line.find_first_not_of(" \t", blank);
        if (value == std::string_view::npos) fail(number, "нужно «имя значение».");
        double parsed = 0;
        const auto* first = line.data() + value;
        if (std::from_chars(first, line.data() + line.size(), parsed).ec != std::errc{})
            fail(number, "значение — не число.");
        if (!set_weight(weights, line.substr(0, blank), parsed))
            fail(number, "нет веса «" + std::string(line.substr(0, blank)) + "».");
    }
    return weights;
}

}  // namespace kb
