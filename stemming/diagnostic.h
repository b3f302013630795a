// SPDX-License-Identifier: GPL-2.0-or-later
// What is wrong with something a person wrote, and how to mend it. Never thrown.
#pragma once

#include <string>
#include <vector>

namespace kb {

enum class Severity { hint, warning, error };

struct Diagnostic {
    Severity severity = Severity::warning;
    std::string code;     // stable, kebab-case: "unknown-key"
    std::string file;     // path below the articles folder
    int line = 0;         // from 1; 0: the file as a whole
    int column = 0;       // from 1, counted in code points; 0: the line as a whole
    std::string message;  // Russian, one sentence: what is wrong
    std::string advice;   // Russian, how to mend it; may be empty
};

using Diagnostics = std::vector<Diagnostic>;

// "error", "warning" or "hint".
const char* severity_name(Severity severity);

// «internet/wifi.md:3:1: ошибка [unknown-key]: Неизвестный ключ «titel». Возможно, «title»?»
std::string format_diagnostic(const Diagnostic& diagnostic);

bool has_errors(const Diagnostics& diagnostics);

}  // namespace kb
