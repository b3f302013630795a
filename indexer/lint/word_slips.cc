// SPDX-License-Identifier: GPL-2.0-or-later
// Slips of the hand that need no dictionary: a word twice, letters of two alphabets, «ё» here and «е» there.
//
// «ё» is told apart in two ways. A word that an article writes both ways («счёт» and «счет») is mixed
// whatever it is. And where an article uses «ё» at all, words that have it without doubt («еще», «зеленая»)
// must have it too; «включена» is not among them, since only «включён» has it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "indexer/lint/phrases.h"
#include "indexer/lint/subject.h"

namespace kb {
namespace {

// Folded; a final «*» stands for any ending.
constexpr std::array kSureOfYo = std::to_array<std::string_view>({
    "еще",      "ее",          "свое",     "мое",      "твое",     "нее",       "учет",     "учета",
    "учетн*",   "счет",        "счета",    "счету",    "счетом",   "расчет*",   "отчет*",   "прием",
    "приема",   "приемн*",     "объем",    "объема",   "объемом",  "объеме",    "подъем",   "включен",
    "отключен", "подключен",   "удален",   "зеленый",  "зеленая",  "зеленое",   "зеленые",  "зеленого",
    "зеленым",  "зеленой",     "черный",   "черная",   "черное",   "черные",    "черного",  "желтый",
    "желтая",   "желтое",      "желтые",   "желтым",   "дает",     "идет",      "придет",   "пойдет",
    "найдет*",  "пройдет",     "зайдет*",  "войдет*",  "уйдет",    "перейдет*", "ждет",     "вернет",
    "вернем",   "вернетесь",   "остается", "удается",  "дается",   "передает*", "создает*", "надежн*",
    "жесткий",  "жесткого",    "жесткая",  "легкий",   "легкая",   "темный",    "темная",   "темное",
    "тяжелый",  "тяжелая",     "серьезн*", "партнер*", "самолет*", "счетчик*",  "емкость",  "емкости",
    "трех",     "четырех",     "причем",   "начнет*",  "твердый",  "четный",    "четкий",   "четко",
    "щелкн*",   "определенн*",
});

// Real words both with «ё» and without.
constexpr std::array kTwoWords = std::to_array<std::string_view>(
    {"все", "узнает", "берет", "нем", "признает", "чем", "осел", "мел", "небо", "падеж", "тем", "вселенная",
     "совершенный", "лет", "леса", "дерна", "счет"});

struct Seen {
    const BlockWords* block = nullptr;
    std::size_t word = 0;
};

bool has_yo(const WordInfo& info) { return info.is_cyrillic && info.lower.find("ё") != std::string::npos; }

bool is_sure(std::string_view folded) {
    return std::any_of(kSureOfYo.begin(), kSureOfYo.end(),
                       [&](std::string_view pattern) { return matches(pattern, folded); });
}

void find_mixed_yo(const Subject& subject, const std::vector<BlockWords>& blocks) {
    std::map<std::string_view, std::string_view> with_yo;  // folded → as written with «ё»
    std::map<std::string_view, Seen> without;              // first place of each word
    for (const BlockWords& block : blocks) {
        for (std::size_t at = 0; at < block.words.size(); ++at) {
            const WordInfo& info = *block.words[at].info;
            if (!info.is_cyrillic) continue;
            if (has_yo(info)) {
                with_yo.emplace(info.folded, info.lower);
            } else {
                without.emplace(info.folded, Seen{&block, at});
            }
        }
    }
    if (with_yo.empty()) return;
    for (const auto& [folded, seen] : without) {
        const auto other = with_yo.find(folded);
        const bool is_two_words = std::find(kTwoWords.begin(), kTwoWords.end(), folded) != kTwoWords.end();
        const bool is_mixed = other != with_yo.end() && !is_two_words;
        if (!is_mixed && !is_sure(folded)) continue;
        const Word& word = seen.block->words[seen.word];
        subject.report("yo-mixed", *seen.block->block, word.range.begin,
                       fmt::format("Здесь «{}» без «ё», а рядом — «{}».", seen.block->text(word),
                                   other != with_yo.end() ? other->second : with_yo.begin()->second));
    }
}

bool may_repeat(const WordInfo& info) {
    constexpr std::array<std::string_view, 8> kMay = {"да",  "нет", "очень", "чуть",
                                                      "еле", "бла", "вот",   "много"};
    return !info.is_cyrillic || std::find(kMay.begin(), kMay.end(), info.folded) != kMay.end();
}

void find_repeated_words(const Subject& subject, const BlockWords& block) {
    for (std::size_t at = 0; at + 1 < block.words.size(); ++at) {
        const WordInfo& info = *block.words[at].info;
        const WordInfo& next = *block.words[at + 1].info;
        if (info.folded != next.folded || may_repeat(info) || block.between(at) != " ") continue;
        const auto begins = [&](const Sentence& sentence) { return sentence.first_word == at; };
        const bool is_first = std::any_of(block.sentences.begin(), block.sentences.end(), begins);
        // «на На» begins a name, «поле Имя имя» ends one.
        if (next.is_capital != info.is_capital && (next.is_capital || !is_first)) continue;
        subject.report("repeated-word", *block.block, block.words[at + 1].range.begin,
                       fmt::format("Слово дважды подряд: «{} {}».", block.text(block.words[at]),
                                   block.text(block.words[at + 1])));
    }
}

void find_mixed_letters(const Subject& subject, const BlockWords& block) {
    for (const Word& word : block.words) {
        if (!word.info->is_mixed || word.kind != TokenKind::word || word.is_slot) continue;
        subject.report("mixed-letters", *block.block, word.range.begin,
                       fmt::format("В слове «{}» русские и латинские буквы вперемешку.", block.text(word)));
    }
}

}  // namespace

void find_word_slips(const Subject& subject, const std::vector<BlockWords>& blocks) {
    for (const BlockWords& block : blocks) {
        find_repeated_words(subject, block);
        find_mixed_letters(subject, block);
    }
    if (subject.context.settings.yo == "mixed") find_mixed_yo(subject, blocks);
}

}  // namespace kb
