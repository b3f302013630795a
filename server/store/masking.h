// SPDX-License-Identifier: GPL-2.0-or-later
// Takes out of a text what may name a person. Everything that is stored or logged goes through here; only an
// open ticket keeps its own words, for the days set. Never fails, whatever the bytes; linear in their number.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/store/personal_data.h"

namespace kb {

// «верните на 4111 1111 1111 1111, ivan@mail.ru» → «верните на ‹карта›, ‹почта›». Codes of errors, prices,
// dates, versions and article numbers stay: «ошибка 651», «0x80070005», «1С 8.3.22», «за 15 000
// ₽».
std::string mask_text(std::string_view text);

// The same for a question; at most 200 code points are kept.
std::string mask_query(std::string_view query);

// What mask_text() would replace, in order, not overlapping; byte ranges into valid_utf8(text).
std::vector<PersonalRange> personal_ranges(std::string_view text);

// Shapes of the operator's order numbers: «МК-######», each # a digit, letters in either case. From any
// thread; a later call replaces the shapes.
void set_order_shapes(std::vector<std::string> shapes);

}  // namespace kb
