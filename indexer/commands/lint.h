// SPDX-License-Identifier: GPL-2.0-or-later
// kb-index lint and kb-index translated.
#pragma once

#include <string>

namespace kb {

struct LintCommand {
    std::string format = "text";    // text, github, sarif or json
    std::string store;              // the server's file; empty: no statistics
    std::string fail_on = "error";  // error, warning or hint
    bool has_no_language = false;
    bool shows_rules = false;
};

int run_lint(const std::string& articles_dir, const LintCommand& command);

// Writes the hashes of the original's paragraphs into a translation's front matter. Throws ConfigError when
// there is no such file, or it names no original.
int run_translated(const std::string& articles_dir, const std::string& path);

}  // namespace kb
