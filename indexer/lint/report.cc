// SPDX-License-Identifier: GPL-2.0-or-later
// GitHub's commands are described under «Workflow commands for GitHub Actions»; SARIF is the OASIS standard
// 2.1.0 of 2020.
#include "indexer/lint/report.h"

#include <fmt/format.h>

#include <algorithm>

#include "indexer/json_text.h"
#include "indexer/lint/rules.h"

namespace kb {
namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

// Of a message; in a property «:» and «,» are told apart too.
std::string github_data(std::string text) {
    return replaced(replaced(replaced(std::move(text), "%", "%25"), "\r", "%0D"), "\n", "%0A");
}
std::string github_property(std::string text) {
    return replaced(replaced(github_data(std::move(text)), ":", "%3A"), ",", "%2C");
}

std::string said(const Diagnostic& diagnostic) {
    return diagnostic.advice.empty() ? diagnostic.message : diagnostic.message + " " + diagnostic.advice;
}

std::string in_folder(std::string_view folder, const std::string& file) {
    while (folder.ends_with('/')) folder.remove_suffix(1);
    return folder.empty() ? file : fmt::format("{}/{}", folder, file);
}

const char* sarif_level(Severity severity) {
    if (severity == Severity::error) return "error";
    return severity == Severity::warning ? "warning" : "note";
}

std::string sarif_rules() {
    std::string text;
    for (const LintRule& rule : lint_rules()) {
        text += fmt::format(
            R"({}        {{"id": {}, "shortDescription": {{"text": {}}}, "fullDescription": {{"text": {}}}, "help": {{"text": {}}}}})",
            text.empty() ? "" : ",\n", json_quoted(rule.code), json_quoted(rule.what), json_quoted(rule.why),
            json_quoted(rule.mend));
    }
    return text;
}

std::string sarif_region(const Diagnostic& diagnostic) {
    if (diagnostic.line == 0) return "";
    if (diagnostic.column == 0) return fmt::format(R"(, "region": {{"startLine": {}}})", diagnostic.line);
    return fmt::format(R"(, "region": {{"startLine": {}, "startColumn": {}}})", diagnostic.line,
                       diagnostic.column);
}

// A path as a URI: what is neither a letter, a digit nor one of «-._~/» percent-encoded.
std::string uri(std::string_view path) {
    std::string out;
    for (const char c : path) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                              c == '-' || c == '.' || c == '_' || c == '~' || c == '/';
        out += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

}  // namespace

std::string diagnostics_github(const Diagnostics& diagnostics, std::string_view folder) {
    std::string text;
    for (const Diagnostic& diagnostic : diagnostics) {
        const char* command =
            diagnostic.severity == Severity::hint ? "notice" : severity_name(diagnostic.severity);
        text += fmt::format("::{} file={}", command, github_property(in_folder(folder, diagnostic.file)));
        if (diagnostic.line > 0) text += fmt::format(",line={}", diagnostic.line);
        if (diagnostic.column > 0) text += fmt::format(",col={}", diagnostic.column);
        text +=
            fmt::format(",title={}::{}\n", github_property(diagnostic.code), github_data(said(diagnostic)));
    }
    return text;
}

std::string diagnostics_sarif(const Diagnostics& diagnostics, std::string_view folder) {
    std::string results;
    for (const Diagnostic& diagnostic : diagnostics) {
        results += fmt::format(
            R"({}      {{"ruleId": {}, "level": "{}", "message": {{"text": {}}}, "locations": [{{"physicalLocation": {{"artifactLocation": {{"uri": {}}}{}}}}}]}})",
            results.empty() ? "" : ",\n", json_quoted(diagnostic.code), sarif_level(diagnostic.severity),
            json_quoted(said(diagnostic)), json_quoted(uri(in_folder(folder, diagnostic.file))),
            sarif_region(diagnostic));
    }
    return fmt::format(
        R"({{
  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
  "version": "2.1.0",
  "runs": [{{
    "tool": {{"driver": {{"name": "kb-index lint", "rules": [
{}
    ]}}}},
    "columnKind": "unicodeCodePoints",
    "results": [
{}
    ]
  }}]
}}
)",
        sarif_rules(), results);
}

std::string rules_text() {
    std::string text;
    for (const LintFamily family :
         {LintFamily::structure, LintFamily::links, LintFamily::language, LintFamily::findability}) {
        text += fmt::format("{}{}\n", text.empty() ? "" : "\n", family_title(family));
        for (const LintRule& rule : lint_rules()) {
            if (rule.family != family) continue;
            text += fmt::format("  {:<20} {:<8} {}\n", rule.code,
                                rule.severity ? severity_name(*rule.severity) : "off", rule.what);
        }
    }
    return text;
}

}  // namespace kb
