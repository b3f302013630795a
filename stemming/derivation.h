// SPDX-License-Identifier: GPL-2.0-or-later
// The derived form: one string for words of one root that Snowball keeps apart.
#pragma once

#include <string>
#include <string_view>

namespace kb {

// «настройка», «настроек», «настроить» → «настро»; «оплачено», «оплата» → «оплат».
// `word` is folded, `stem` its Snowball stem. Words of other alphabets, short words and words
// nothing is known about give the stem itself.
std::string derived_form(std::string_view word, std::string_view stem);

}  // namespace kb
