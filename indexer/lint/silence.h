// SPDX-License-Identifier: GPL-2.0-or-later
// Which findings a base and an article want to hear. An error is never silenced: it hides something.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/lint/settings.h"
#include "stemming/diagnostic.h"

namespace kb {

// Takes out what `ignored` (codes of an article's lint_ignore) names, errors excepted.
void silence(Diagnostics& diagnostics, const LintSettings& settings, const std::vector<std::string>& ignored);

// Whether a code is one that reading an article gives («raw-html»), not a rule of lint/.
bool is_reading_code(std::string_view code);

}  // namespace kb
