// SPDX-License-Identifier: GPL-2.0-or-later
// Words that pages show for values of ours. Texts around them stand in web/templates.
#pragma once

#include <string>
#include <string_view>

#include "server/search/searcher.h"

namespace kb {

const char* type_title(ArticleType type);            // «Инструкция»
std::string type_title(std::string_view type_name);  // the name itself when unknown
const char* level_title(Level level);                // «Простыми словами»; empty for none
std::string lang_title(std::string_view lang);       // «Русский»
const char* via_title(Via via);                      // «через синоним»
std::string removed_title(std::string_view kind);    // «подпись»; the kind itself when unknown
const char* rewritten_reason(Via via);  // «Раскладка клавиатуры исправлена»

// counted(21, "статья", "статьи", "статей") → «21 статья».
std::string counted(long long number, const char* one, const char* few, const char* many);

}  // namespace kb
