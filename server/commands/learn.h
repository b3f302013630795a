// SPDX-License-Identifier: GPL-2.0-or-later
// kb-server learn: judged bases in, a rank model out, with what it is worth on what it has not seen.
#pragma once

#include <cstddef>
#include <string>

#include "server/search/rank_model.h"  // kMostLeaves

namespace kb {

struct LearnCommandOptions {
    // Lines {"name", "index", "queries", "qrels", "weight"?}; paths from its folder. For confidence also
    // "field" (bases of one are left out together and not foreign to each other), "alike": [fields that are
    // not foreign either], "lends": false (its questions are not asked elsewhere), and lines without index
    // and qrels: questions foreign to all.
    std::string bases_file;
    std::string model_file;      // empty: only the table is printed
    bool is_confidence = false;  // learn when to be silent and how sure to be, instead of the order
    double threshold = -0.5;     // of the log odds of belonging, as fitted
    std::string weights_file;    // empty: the usual weights
    std::size_t trees = 60;
    std::size_t leaves = 8;
    std::size_t least_in_leaf = 300;
};

// Prints to standard output and returns an exit code. Throws IndexError, IoError, ConfigError.
int learn_command(const LearnCommandOptions& options);

}  // namespace kb
