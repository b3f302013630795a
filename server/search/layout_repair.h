// SPDX-License-Identifier: GPL-2.0-or-later
// Questions typed while the other keyboard layout was on, put right as far as the base knows the words.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "stemming/analyzer.h"

namespace kb {

// «nbgf sdn» → «типа sdn»; empty when nothing is to be put right. `is_known`: does the base have the word?
std::string repair_layout(std::string_view text, Analyzer& analyzer,
                          const std::function<bool(const Token&)>& is_known);

}  // namespace kb
