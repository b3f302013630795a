// SPDX-License-Identifier: GPL-2.0-or-later
// Words that kb-server's commands say for values of ours. Those of pages: web/texts.txt.
#pragma once

#include <string>
#include <string_view>

#include "server/search/searcher.h"

namespace kb {

const char* via_title(Via via);                    // «через синоним»
std::string removed_title(std::string_view kind);  // «подпись»; the kind itself when unknown
const char* rewritten_reason(Via via);  // «Раскладка клавиатуры исправлена»

}  // namespace kb
