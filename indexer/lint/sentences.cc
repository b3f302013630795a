// SPDX-License-Identifier: GPL-2.0-or-later
// Long sentences, and sentences that do not say who acts: «был», «будет» and a short participle. «Должен быть
// включён» is not among them: it says what must be, not what somebody does.
//
//     Заказ будет отправлен завтра.      будет + отправлен     found
//     Кабинет будет доступен завтра.     доступен is an adjective, listed as such
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "indexer/lint/subject.h"

namespace kb {
namespace {

bool is_be(std::string_view folded) {
    constexpr std::array<std::string_view, 6> kForms = {"был", "была", "было", "были", "будет", "будут"};
    return std::find(kForms.begin(), kForms.end(), folded) != kForms.end();
}

// Without «а», «о», «ы» of the feminine, neuter and plural: «удалена» → «удален».
std::string_view masculine(std::string_view folded) {
    for (const std::string_view ending : {"на", "но", "ны", "та", "то", "ты"}) {
        if (folded.ends_with(ending)) return folded.substr(0, folded.size() - 2);
    }
    return folded;
}

bool is_short_participle(const WordInfo& info) {
    constexpr std::array<std::string_view, 17> kEndings = {"лен", "щен", "жен", "шен", "чен", "ден",
                                                           "сен", "рен", "нен", "ван", "зан", "дан",
                                                           "лан", "тан", "сан", "ран", "нят"};
    constexpr std::array<std::string_view, 3> kShut = {"закрыт", "открыт", "скрыт"};
    constexpr std::array<std::string_view, 24> kAdjectives = {
        "должен",    "нужен", "важен",    "уверен", "виден",   "неизменен", "болен",     "доволен",
        "намерен",   "годен", "свободен", "верен",  "неверен", "равен",     "склонен",   "ценен",
        "бесплатен", "силен", "зелен",    "сложен", "похож",   "странен",   "интересен", "полезен"};
    if (!info.is_cyrillic || info.syllables < 2) return false;
    const std::string_view word = masculine(info.folded);
    if (std::find(kAdjectives.begin(), kAdjectives.end(), word) != kAdjectives.end()) return false;
    const auto ends = [&](std::string_view ending) { return word.ends_with(ending); };
    return std::any_of(kEndings.begin(), kEndings.end(), ends) ||
           std::find(kShut.begin(), kShut.end(), word) != kShut.end();
}

// «был отправлен», «была успешно создана», «не был найден».
void find_passive(const Subject& subject, const BlockWords& block, const Sentence& sentence) {
    for (std::size_t at = sentence.first_word; at + 1 < sentence.end_word; ++at) {
        if (block.words[at].is_quoted || !is_be(block.words[at].info->folded)) continue;
        std::size_t participle = at + 1;
        if (block.words[participle].info->folded.ends_with("о") && participle + 1 < sentence.end_word &&
            block.between(participle) == " " && !is_short_participle(*block.words[participle].info)) {
            ++participle;
        }
        if (block.between(participle - 1) != " " || !is_short_participle(*block.words[participle].info))
            continue;
        const std::size_t begin = block.words[at].range.begin;
        const std::size_t end = block.words[participle].range.end;
        subject.report(
            "passive", *block.block, begin,
            fmt::format("Страдательный оборот: «{}».", block.block->text.substr(begin, end - begin)));
    }
}

bool is_counted(const Word& word) { return word.kind != TokenKind::url && word.kind != TokenKind::email; }

void find_long_sentence(const Subject& subject, const BlockWords& block, const Sentence& sentence) {
    const auto first = block.words.begin() + static_cast<std::ptrdiff_t>(sentence.first_word);
    const auto end = block.words.begin() + static_cast<std::ptrdiff_t>(sentence.end_word);
    if (block.block->kind == ProseBlock::Kind::cell) return;
    const auto count = std::count_if(first, end, is_counted);
    const auto russian = std::count_if(first, end, [](const Word& word) { return word.info->is_cyrillic; });
    if (russian * 2 < count) return;
    const int most = subject.context.settings.sentence_words;
    if (count <= most) return;
    subject.report("long-sentence", *block.block, first->range.begin,
                   fmt::format("В предложении {} слов, а хорошо, когда не больше {}.", count, most));
}

}  // namespace

void find_sentences(const Subject& subject, const std::vector<BlockWords>& blocks) {
    for (const BlockWords& block : blocks) {
        for (const Sentence& sentence : block.sentences) {
            find_passive(subject, block, sentence);
            find_long_sentence(subject, block, sentence);
        }
    }
}

}  // namespace kb
