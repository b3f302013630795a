// SPDX-License-Identifier: GPL-2.0-or-later
// Findings as other programs read them. What people read, and JSON: indexer/lint_report.h.
#pragma once

#include <string>
#include <string_view>

#include "stemming/diagnostic.h"

namespace kb {

// Commands of GitHub Actions, a line each; the paths get `folder` in front.
std::string diagnostics_github(const Diagnostics& diagnostics, std::string_view folder);

// SARIF 2.1.0 with the table of rules.
std::string diagnostics_sarif(const Diagnostics& diagnostics, std::string_view folder);

// The table of rules for a person, by family.
std::string rules_text();

}  // namespace kb
