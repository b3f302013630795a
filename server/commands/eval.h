// SPDX-License-Identifier: GPL-2.0-or-later
// kb-server eval: judged questions in, a table of how good the answers are out.
#pragma once

#include <string>

namespace kb {

struct EvalOptions {
    std::string index_dir = "data/index";
    std::string queries_file;
    std::string judgements_file;
    std::string mode = "auto";
    std::string audience = "public";
    std::string weights_file;  // empty: the usual weights
    std::string run_file;      // empty: none is written
    bool as_json = false;
};

// Prints to standard output and returns an exit code. Throws IndexError, IoError, ConfigError.
int eval(const EvalOptions& options);

}  // namespace kb
