// SPDX-License-Identifier: GPL-2.0-or-later
// Usual Russian first names, to tell «Анна» from «Соколова», also where they stand in another case.
#pragma once

#include <string>
#include <string_view>

namespace kb {

// `folded` in lower case.
bool is_usual_first_name(std::string_view folded);

// «марии», «марию» → «мария», «петра» → «пётр»: a usual name in the genitive or the accusative. Empty: none.
// Where two names share a form, the man's: «для александра».
std::string_view first_name_of(std::string_view folded);

bool is_patronymic(std::string_view folded);

// «ивановны», «ивановну» → «ивановна», «петровича» → «петрович»; empty: not of these cases.
std::string patronymic_of(std::string_view folded);

}  // namespace kb
