// SPDX-License-Identifier: GPL-2.0-or-later
// Russian written in Latin letters: «zabyl parol» → «забыл пароль».
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kb {

// What a Latin word may stand for, likeliest first, at most `limit` spellings
// («sch» is щ or сч, «y» is й, ы or у). `word` is folded. Empty when it has
// other than Latin letters and apostrophes.
std::vector<std::string> from_translit(std::string_view word, std::size_t limit);

// Latin letters for file names and addresses: «Щётка» → "shchetka".
std::string to_latin(std::string_view text);

}  // namespace kb
