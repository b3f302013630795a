// SPDX-License-Identifier: GPL-2.0-or-later
// Russian as people type it in Latin letters when they have no others, each in a manner of their own. For
// measuring how well such questions are read; what reads them is transliterate.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kb {

// «Хочу щётку» → "hochu schetku", "xo4u shchyotku" …: the same seed gives the same text. A word keeps its
// manner throughout; letters that are not Russian stay.
std::string to_informal_latin(std::string_view text, std::uint64_t seed);

}  // namespace kb
