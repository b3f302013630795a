// SPDX-License-Identifier: GPL-2.0-or-later
// Folding: the forms of a word that mean the same letters become the same bytes.
#pragma once

#include <string>
#include <string_view>

namespace kb {

// NFKC, lower case, ё→е, stress marks, soft hyphens and zero-width marks dropped,
// and look-alike letters of another alphabet inside one word repaired
// («пapоль» with Latin "ap" → «пароль»; «1С» → "1c"). A decimal comma becomes a full stop.
std::string fold_word(std::string_view word);

}  // namespace kb
