// SPDX-License-Identifier: GPL-2.0-or-later
// Which known word a writer may have meant: for «Возможно, «title»?».
#pragma once

#include <span>
#include <string_view>

namespace kb {

// The first of the words that differ least from what was written, in two letters at most and in no
// more than half of them, case aside; empty: none is near. `words` are in lower case.
std::string_view nearest(std::string_view written, std::span<const std::string_view> words);

}  // namespace kb
