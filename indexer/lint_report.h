// SPDX-License-Identifier: GPL-2.0-or-later
// Diagnostics as a person or a program reads them.
#pragma once

#include <cstddef>
#include <string>

#include "stemming/diagnostic.h"

namespace kb {

// «3 статьи»: the word in the form the number asks for (1 статья, 2 статьи, 5 статей).
std::string counted(std::size_t count, const char* one, const char* few, const char* many);

// «2 ошибки, 5 предупреждений, 1 подсказка»; «Замечаний нет» when there are none.
std::string diagnostics_summary(const Diagnostics& diagnostics);

// One line each, by file and line, and the summary last.
std::string diagnostics_text(Diagnostics diagnostics);

// {"diagnostics": [{"severity", "code", "file", "line", "column", "message", "advice"}], "errors",
// "warnings", "hints", "articles"}; line and column are 0 where there is none.
std::string diagnostics_json(Diagnostics diagnostics, std::size_t article_count);

}  // namespace kb
