// SPDX-License-Identifier: GPL-2.0-or-later
// Words of every support team that hunspell-ru does not know.
#pragma once

#include <string_view>

namespace kb {

// With a blank between.
std::string_view support_words();

}  // namespace kb
