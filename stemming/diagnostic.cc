// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/diagnostic.h"

#include <fmt/format.h>

#include <algorithm>

namespace kb {
namespace {

const char* severity_word(Severity severity) {
    switch (severity) {
        case Severity::hint:
            return "подсказка";
        case Severity::warning:
            return "предупреждение";
        case Severity::error:
            return "ошибка";
    }
    return "ошибка";
}

std::string place(const Diagnostic& diagnostic) {
    std::string place = diagnostic.file;
    if (diagnostic.line > 0) place += fmt::format("{}{}", place.empty() ? "" : ":", diagnostic.line);
    if (diagnostic.line > 0 && diagnostic.column > 0) place += fmt::format(":{}", diagnostic.column);
    return place.empty() ? place : place + ": ";
}

}  // namespace

const char* severity_name(Severity severity) {
    switch (severity) {
        case Severity::hint:
            return "hint";
        case Severity::warning:
            return "warning";
        case Severity::error:
            return "error";
    }
    return "error";
}

std::string format_diagnostic(const Diagnostic& diagnostic) {
    std::string text = fmt::format("{}{} [{}]: {}", place(diagnostic), severity_word(diagnostic.severity),
                                   diagnostic.code, diagnostic.message);
    if (!diagnostic.advice.empty()) text += " " + diagnostic.advice;
    return text;
}

bool has_errors(const Diagnostics& diagnostics) {
    return std::any_of(diagnostics.begin(), diagnostics.end(),
                       [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::error; });
}

}  // namespace kb
