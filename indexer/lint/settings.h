// SPDX-License-Identifier: GPL-2.0-or-later
// What a base wants of the lint: lint.yaml in the articles folder. A missing file is all defaults.
//
//     rules:
//       passive: off            # off, hint, warning or error
//       officialese: warning
//     limits:
//       sentence_words: 30
//     you: upper                # lower, upper or any
//     yo: any                   # mixed or any
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/lint/rules.h"
#include "stemming/diagnostic.h"

namespace kb {

struct LintSettings {
    // By code: the severity wanted; nothing: off.
    std::map<std::string, std::optional<Severity>, std::less<>> severities;
    int sentence_words = 25;
    int paragraph_words = 120;
    int table_columns = 6;
    int readability = 0;   // Flesch's score below which a text is hard; see readability.cc
    int stale_days = 180;  // younger articles are not stale
    int stale_score = 20;  // years × views × share of «не помогло»
    std::string you = "lower";
    std::string yo = "mixed";
    bool has_language = true;  // the command line may leave the language rules out

    // Nothing: the rule is off. A code without a row of its own has `severity`.
    std::optional<Severity> severity_of(std::string_view code, Severity severity) const;
    bool is_on(std::string_view code) const;
};

struct LintSettingsResult {
    LintSettings settings;
    Diagnostics diagnostics;
};

LintSettingsResult parse_lint_settings(std::string_view file, std::string_view bytes);

// A diagnostic about a code nobody knows, with the nearest one as advice.
Diagnostic unknown_rule(std::string file, int line, int column, std::string_view code);

}  // namespace kb
