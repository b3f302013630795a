// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/diagnostic.h"

#include <catch2/catch.hpp>

namespace kb::test {

TEST_CASE("a diagnostic is one line: place, severity, code, what and how", "[diagnostic]") {
    struct Row {
        Diagnostic diagnostic;
        const char* line;
    };
    const Row rows[] = {
        {{Severity::error, "unknown-key", "internet/wifi.md", 3, 1, "Неизвестный ключ «titel».",
          "Возможно, «title»?"},
         "internet/wifi.md:3:1: ошибка [unknown-key]: Неизвестный ключ «titel». Возможно, «title»?"},
        {{Severity::warning, "x", "a.md", 3, 0, "Что-то.", ""}, "a.md:3: предупреждение [x]: Что-то."},
        {{Severity::hint, "x", "a.md", 0, 5, "Что-то.", ""}, "a.md: подсказка [x]: Что-то."},
        {{Severity::hint, "x", "", 2, 5, "Что-то.", ""}, "2:5: подсказка [x]: Что-то."},
        {{Severity::error, "x", "", 0, 0, "Что-то.", ""}, "ошибка [x]: Что-то."},
    };
    for (const Row& row : rows) CHECK(format_diagnostic(row.diagnostic) == row.line);
}

TEST_CASE("only errors are errors", "[diagnostic]") {
    const Diagnostic hint{Severity::hint, "x", "", 0, 0, "", ""};
    const Diagnostic error{Severity::error, "x", "", 0, 0, "", ""};
    CHECK_FALSE(has_errors({}));
    CHECK_FALSE(has_errors({hint}));
    CHECK(has_errors({hint, error}));
    CHECK(severity_name(Severity::error) == std::string("error"));
    CHECK(severity_name(Severity::warning) == std::string("warning"));
    CHECK(severity_name(Severity::hint) == std::string("hint"));
}

}  // namespace kb::test
