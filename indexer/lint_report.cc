// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/lint_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "indexer/json_text.h"

namespace kb {

namespace {

void sort(Diagnostics& diagnostics) {
    std::stable_sort(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& a, const Diagnostic& b) {
        return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
    });
}

std::size_t count(const Diagnostics& diagnostics, Severity severity) {
    return static_cast<std::size_t>(std::count_if(
        diagnostics.begin(), diagnostics.end(), [&](const Diagnostic& d) { return d.severity == severity; }));
}

void add(std::string& text, std::size_t count, const char* one, const char* few, const char* many) {
    if (count == 0) return;
    if (!text.empty()) text += ", ";
    text += counted(count, one, few, many);
}

}  // namespace

std::string counted(std::size_t count, const char* one, const char* few, const char* many) {
    const std::size_t last = count % 10;
    const bool is_teen = count % 100 / 10 == 1;
    const char* word = is_teen || last == 0 || last > 4 ? many : last == 1 ? one : few;
    return fmt::format("{} {}", count, word);
}

std::string diagnostics_summary(const Diagnostics& diagnostics) {
    std::string text;
    add(text, count(diagnostics, Severity::error), "ошибка", "ошибки", "ошибок");
    add(text, count(diagnostics, Severity::warning), "предупреждение", "предупреждения", "предупреждений");
    add(text, count(diagnostics, Severity::hint), "подсказка", "подсказки", "подсказок");
    return text.empty() ? "Замечаний нет" : text;
}

std::string diagnostics_text(Diagnostics diagnostics) {
    sort(diagnostics);
    std::string text;
    for (const Diagnostic& diagnostic : diagnostics) text += format_diagnostic(diagnostic) + "\n";
    return text + diagnostics_summary(diagnostics) + ".\n";
}

std::string diagnostics_json(Diagnostics diagnostics, std::size_t article_count) {
    sort(diagnostics);
    std::string items;
    for (const Diagnostic& d : diagnostics) {
        items += fmt::format(
            R"({}    {{"severity": {}, "code": {}, "file": {}, "line": {}, "column": {}, "message": {}, "advice": {}}})",
            items.empty() ? "" : ",\n", json_quoted(severity_name(d.severity)), json_quoted(d.code),
            json_quoted(d.file), d.line, d.column, json_quoted(d.message), json_quoted(d.advice));
    }
    return fmt::format(
        "{{\n  \"diagnostics\": [{}{}{}],\n  \"errors\": {},\n  \"warnings\": {},\n  \"hints\": {},\n  "
        "\"articles\": {}\n}}\n",
        items.empty() ? "" : "\n", items, items.empty() ? "" : "\n  ", count(diagnostics, Severity::error),
        count(diagnostics, Severity::warning), count(diagnostics, Severity::hint), article_count);
}

}  // namespace kb
