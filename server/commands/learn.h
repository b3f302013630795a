// SPDX-License-Identifier: GPL-2.0-or-later
// kb-server learn: judged bases in, a rank model out, with what it is worth on what it has not seen.
#pragma once

#include <cstddef>
#include <string>

namespace kb {

struct LearnCommandOptions {
    std::string bases_file;  // lines {"name", "index", "queries", "qrels", "weight"?}; paths from its folder
    std::string model_file;  // empty: only the table is printed
    std::string weights_file;  // empty: the usual weights
    std::size_t trees = 60;
    std::size_t leaves = 8;
    std::size_t least_in_leaf = 300;
};

// Prints to standard output and returns an exit code. Throws IndexError, IoError, ConfigError.
int learn_command(const LearnCommandOptions& options);

}  // namespace kb
