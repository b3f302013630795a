// SPDX-License-Identifier: GPL-2.0-or-later
// How common a word is in questions to support teams of any field, whatever this base holds: «удалить»
// is asked everywhere, «вайбер» by few. The list is written by hand: data/common_words.txt.
#pragma once

#include <cstddef>
#include <string_view>

#include "server/search/question.h"

namespace kb {

// 0: in questions of few fields … 4: the frame of any question.
inline constexpr std::size_t kCommonnessLevels = 5;

// Of a question's word as it is read: an unknown one by its first correction. Numbers are common, codes and
// addresses lean to a field. The first call reads the list, some milliseconds.
std::size_t commonness_of(const QuestionWord& word);

// The share of texts that a word of this level is usually met in; a rough guess, the same for all bases.
double usual_share(std::size_t level);

// The text of data/common_words.txt, compiled in.
std::string_view common_words_text();

}  // namespace kb
