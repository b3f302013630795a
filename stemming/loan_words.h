// SPDX-License-Identifier: GPL-2.0-or-later
// Words that people write in two alphabets: «вайфай» is "wifi", «айфон» is "iphone".
#pragma once

#include <string>
#include <string_view>

namespace kb {

// The spelling all variants share; empty when the word is not one of these.
// `text` is the folded word (hyphens gone), `stem` its stem.
std::string canonical_loan(std::string_view text, std::string_view stem);

}  // namespace kb
