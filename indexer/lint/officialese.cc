// SPDX-License-Identifier: GPL-2.0-or-later
// Officialese by a table of phrases (phrases.cc), and two shapes of it that no table can list:
//
//     выполните подключение                      a light verb and a verbal noun   → подключите
//     для проверки выполнения подключения        verbal nouns one after another   → проверьте, подключился ли
//
// A verbal noun is known by its ending; the nouns that only look like one («приложение», «значение») are
// listed.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "indexer/lint/phrases.h"
#include "indexer/lint/subject.h"

namespace kb {
namespace {

// How many words from `at` the pattern takes; 0: it does not stand there. Only blanks may stand between.
std::size_t words_matched(std::string_view pattern, const BlockWords& block, std::size_t at) {
    std::size_t count = 0;
    while (!pattern.empty()) {
        const std::size_t index = at + count;
        if (index >= block.words.size()) return 0;
        if (count > 0 && block.between(index - 1) != " " && block.between(index - 1) != "\u00A0") return 0;
        const std::size_t blank = std::min(pattern.find(' '), pattern.size());
        if (!matches(pattern.substr(0, blank), block.words[index].info->folded)) return 0;
        pattern.remove_prefix(std::min(blank + 1, pattern.size()));
        ++count;
    }
    return count;
}

bool is_light_verb(std::string_view folded) {
    constexpr std::array<std::string_view, 7> kStems = {"выполн*",   "произвед*", "произвести", "производ*",
                                                        "осуществ*", "соверш*",   "провед*"};
    constexpr std::array<std::string_view, 6> kNouns = {"выполнени*",    "производител*", "произведени*",
                                                        "осуществлени*", "совершенн*",    "производств*"};
    const auto is = [&](std::string_view pattern) { return matches(pattern, folded); };
    return std::any_of(kStems.begin(), kStems.end(), is) && std::none_of(kNouns.begin(), kNouns.end(), is) &&
           !folded.ends_with("ость") && !folded.ends_with("ости");
}

bool is_thing(std::string_view folded) {
    constexpr std::array<std::string_view, 30> kThings = {
        "приложени*",  "значени*",  "сообщени*",  "задани*",      "услови*",       "требовани*",
        "соглашени*",  "положени*", "решени*",    "предложени*",  "выражени*",     "упражнени*",
        "помещени*",   "отделени*", "учреждени*", "назначени*",   "расширени*",    "устройств*",
        "операци*",    "функци*",   "инструкци*", "миграци*",     "транзакци*",    "действи*",
        "изображени*", "поручени*", "федераци*",  "конфигураци*", "подразделени*", "организаци*"};
    return std::any_of(kThings.begin(), kThings.end(),
                       [&](std::string_view pattern) { return matches(pattern, folded); });
}

bool ends_with_one_of(std::string_view word, std::span<const std::string_view> endings) {
    return std::any_of(endings.begin(), endings.end(),
                       [&](std::string_view ending) { return word.ends_with(ending); });
}

// In the accusative: what a light verb takes.
bool is_verbal_object(const WordInfo& info) {
    constexpr std::array<std::string_view, 5> kEndings = {"ание", "ение", "яние", "ацию", "яцию"};
    return ends_with_one_of(info.folded, kEndings) && !is_thing(info.folded);
}

bool is_verbal_noun(const WordInfo& info) {
    constexpr std::array<std::string_view, 12> kEndings = {"ания", "ения", "яния", "ации", "яции", "аний",
                                                           "ений", "аций", "ание", "ение", "анию", "ению"};
    return info.syllables > 2 && ends_with_one_of(info.folded, kEndings) && !is_thing(info.folded);
}

// The verb, perhaps an adjective between, and the noun; 0: no such thing here.
std::size_t light_verb_words(const BlockWords& block, std::size_t at) {
    if (!is_light_verb(block.words[at].info->folded)) return 0;
    const bool is_followed = at + 1 < block.words.size() && block.between(at) == " ";
    return is_followed && is_verbal_object(*block.words[at + 1].info) ? 2 : 0;
}

std::string quoted_words(const BlockWords& block, std::size_t first, std::size_t count) {
    const std::size_t begin = block.words[first].range.begin;
    const std::size_t end = block.words[first + count - 1].range.end;
    return block.block->text.substr(begin, end - begin);
}

std::size_t phrase_at(const Subject& subject, const BlockWords& block, std::size_t at) {
    for (const std::uint16_t row : block.words[at].info->phrases) {
        const Phrase& phrase = officialese()[row];
        const std::size_t count = words_matched(phrase.pattern, block, at);
        if (count == 0) continue;
        subject.report("officialese", *block.block, block.words[at].range.begin,
                       fmt::format("Канцелярит: «{}».", quoted_words(block, at, count)),
                       fmt::format("Лучше: {}.", phrase.plain));
        return count;
    }
    return 0;
}

std::size_t chain_at(const Subject& subject, const BlockWords& block, std::size_t at) {
    std::size_t count = 0;
    while (at + count < block.words.size() && is_verbal_noun(*block.words[at + count].info)) {
        ++count;
        if (block.between(at + count - 1) != " ") break;
    }
    if (count < 3) return 0;
    subject.report("noun-chain", *block.block, block.words[at].range.begin,
                   fmt::format("Отглагольные существительные подряд: «{}».", quoted_words(block, at, count)));
    return count;
}

}  // namespace

void find_officialese(const Subject& subject, const std::vector<BlockWords>& blocks) {
    for (const BlockWords& block : blocks) {
        for (std::size_t at = 0; at < block.words.size();) {
            if (block.words[at].is_quoted) {
                ++at;
                continue;
            }
            std::size_t taken = light_verb_words(block, at);
            if (taken > 0) {
                subject.report(
                    "light-verb", *block.block, block.words[at].range.begin,
                    fmt::format("Два слова вместо глагола: «{}».", quoted_words(block, at, taken)));
            }
            if (taken == 0) taken = phrase_at(subject, block, at);
            if (taken == 0) taken = chain_at(subject, block, at);
            at += std::max<std::size_t>(taken, 1);
        }
    }
}

}  // namespace kb
