// SPDX-License-Identifier: GPL-2.0-or-later
// The text of data/rank_model.txt, compiled in.
#pragma once

#include <string_view>

namespace kb {

std::string_view shipped_rank_model();

}  // namespace kb
