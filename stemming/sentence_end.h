// SPDX-License-Identifier: GPL-2.0-or-later
// Where Russian sentences end, beside what ICU's rules say of it (segment.h).
#pragma once

#include <string_view>

namespace kb {

// ICU's sentence rules break after «стр. 5»? No: only before a capital. These abbreviations and initials do
// stand before capitals in Russian texts.
bool ends_with_abbreviation(std::string_view sentence);

// Nothing in the text can end a sentence but its last line break: no full stop, «!» or «?», and of letters
// and signs only those that Russian and English texts are full of. Most lines of articles are such. False
// when it cannot say.
bool is_one_sentence(std::string_view text);

}  // namespace kb
