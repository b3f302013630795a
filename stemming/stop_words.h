// SPDX-License-Identifier: GPL-2.0-or-later
// Words that carry next to nothing in a question: «и», «на», "the", and the question's frame («подскажите»).
#pragma once

#include <string_view>

namespace kb {

// Function words of Russian and English. `word` is folded. «не» and «нет» are
// not among them: negation is what support questions are about.
bool is_stop_word(std::string_view word);

// «как», «подскажите», «хочу», «можно», «пожалуйста»: real words that frame a
// question without saying what it is about. `word` is folded.
bool is_frame_word(std::string_view word);

}  // namespace kb
