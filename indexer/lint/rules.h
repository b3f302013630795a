// SPDX-License-Identifier: GPL-2.0-or-later
// Every rule of the lint as one row: what it finds, why that matters to a reader, how to mend it. The finders
// stand in the files named after the families; none of them reports a code that has no row here.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "stemming/diagnostic.h"

namespace kb {

enum class LintFamily { structure, links, language, findability };

struct LintRule {
    std::string_view code;
    LintFamily family;
    std::optional<Severity> severity;  // unless lint.yaml says otherwise; nothing: off
    std::string_view what;
    std::string_view why;
    std::string_view mend;
};

std::span<const LintRule> lint_rules();

// The row of a code, or nullptr.
const LintRule* find_rule(std::string_view code);

// «Строение», «Ссылки» …
std::string_view family_title(LintFamily family);

}  // namespace kb
