// SPDX-License-Identifier: GPL-2.0-or-later
// Takes out of a query what may name a person: addresses, phones, cards, contract numbers.
#pragma once

#include <string>
#include <string_view>

namespace kb {

// «верните на 4111 1111 1111 1111, ivan@mail.ru» → «верните на ‹номер›, ‹почта›».
// Runs of five digits or more (spaces, dashes and brackets between them allowed)
// are numbers; «ошибка 651» stays. At most 200 code points are kept.
std::string mask_query(std::string_view query);

// The same for a text of any length.
std::string mask_text(std::string_view text);

}  // namespace kb
