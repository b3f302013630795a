// SPDX-License-Identifier: GPL-2.0-or-later
// Flesch's reading ease with the constants I. V. Oborneva found for Russian (И. В. Оборнева,
// «Автоматизированная оценка сложности учебных текстов на основе статистических параметров», дисс. канд. пед.
// наук, М., 2006):
//
//     206.835 − 1.3 × words in a sentence − 60.1 × syllables in a word
//
// «Выньте вилку из розетки. Подождите минуту.» has 6 words, 2 sentences, 14 syllables: 206.8 − 3.9 − 140.2 =
// 62.7, easy. A service's terms come out below zero. Only paragraphs and list items count: headings, tables
// and code are no sentences. A text of fewer than 100 words gives no sure figure and is left alone.
#include <fmt/format.h>

#include "indexer/lint/subject.h"

namespace kb {
namespace {

constexpr int kFewestWords = 100;

struct Counts {
    int words = 0;
    int sentences = 0;
    int syllables = 0;
};

Counts counts_of(const std::vector<BlockWords>& blocks) {
    Counts counts;
    for (const BlockWords& block : blocks) {
        if (block.block->kind != ProseBlock::Kind::paragraph) continue;
        for (const Sentence& sentence : block.sentences) {
            int words = 0;
            for (std::size_t at = sentence.first_word; at < sentence.end_word; ++at) {
                const WordInfo& info = *block.words[at].info;
                if (!info.is_cyrillic || info.syllables == 0) continue;
                ++words;
                counts.syllables += info.syllables;
            }
            counts.words += words;
            counts.sentences += words > 0 ? 1 : 0;
        }
    }
    return counts;
}

}  // namespace

void find_hard_text(const Subject& subject, const std::vector<BlockWords>& blocks) {
    const Counts counts = counts_of(blocks);
    if (counts.words < kFewestWords) return;
    const double in_sentence = static_cast<double>(counts.words) / counts.sentences;
    const double in_word = static_cast<double>(counts.syllables) / counts.words;
    const double ease = 206.835 - 1.3 * in_sentence - 60.1 * in_word;
    if (ease >= subject.context.settings.readability) return;
    subject.report("hard-to-read", 0,
                   fmt::format("Читать трудно: {:.0f} по Флешу (в среднем {:.0f} слов в предложении, {:.1f} "
                               "слога в слове).",
                               ease, in_sentence, in_word));
}

}  // namespace kb
