// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/lint/silence.h"

#include <algorithm>
#include <array>

namespace kb {

void silence(Diagnostics& diagnostics, const LintSettings& settings,
             const std::vector<std::string>& ignored) {
    std::erase_if(diagnostics, [&](Diagnostic& diagnostic) {
        if (diagnostic.severity == Severity::error && settings.severities.count(diagnostic.code) == 0)
            return false;
        return std::find(ignored.begin(), ignored.end(), diagnostic.code) != ignored.end();
    });
}

bool is_reading_code(std::string_view code) {
    constexpr std::array<std::string_view, 13> kCodes = {"raw-html",
                                                         "unsafe-link",
                                                         "empty-link",
                                                         "link-outside",
                                                         "no-title",
                                                         "not-utf8",
                                                         "broken-utf8",
                                                         "unknown-key",
                                                         "unknown-type",
                                                         "unknown-level",
                                                         "unknown-lang",
                                                         "bad-value",
                                                         "public-in-internal-folder"};
    return std::find(kCodes.begin(), kCodes.end(), code) != kCodes.end();
}

}  // namespace kb
