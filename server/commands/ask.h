// SPDX-License-Identifier: GPL-2.0-or-later
// kb-server search and suggest: one question from the command line, as people or programs read it.
#pragma once

#include <string>
#include <vector>

namespace kb {

struct AskOptions {
    std::string index_dir = "data/index";
    std::string audience = "public";
    bool as_json = false;
    bool explain = false;
    int limit = 0;                   // 0: the usual number
    std::vector<std::string> words;  // search
    std::string file = "-";          // suggest: a file with the ticket; "-": standard input
};

// Print to standard output and return an exit code. Throw IndexError, IoError, ConfigError.
int ask_search(const AskOptions& options);
int ask_suggest(const AskOptions& options);

}  // namespace kb
