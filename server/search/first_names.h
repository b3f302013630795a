// SPDX-License-Identifier: GPL-2.0-or-later
// Usual Russian first names, to tell «Анна» from «Соколова».
#pragma once

#include <string_view>

namespace kb {

// `folded` in lower case.
bool is_first_name(std::string_view folded);

}  // namespace kb
