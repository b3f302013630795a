// SPDX-License-Identifier: GPL-2.0-or-later
// Indexing, ours and plain Xapian's, the same articles in the same run, in turn.
#pragma once

#include <string>
#include <vector>

namespace kb {

struct IndexBenchOptions {
    std::vector<std::string> articles;  // folders; several are joined
    int rounds = 3;
    std::string keep;    // folder to leave articles/, ours/ and plain/ in; empty: nothing is left
    std::string record;  // file for the figures; may be empty
};

// Prints every round and the medians. Throws IoError.
void bench_index(const IndexBenchOptions& options);

}  // namespace kb
