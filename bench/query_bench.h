// SPDX-License-Identifier: GPL-2.0-or-later
// Answers in process, ours and plain Xapian's, the same questions in the same run, in turn.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace kb {

inline constexpr std::size_t kTicketWords = 200;

struct QueryBenchOptions {
    std::string index_dir;  // ours
    std::string plain_dir;  // plain Xapian's, as bench_index() leaves it; empty: only ours is measured
    std::vector<std::string> queries;  // files of {"id", "text", "kind"?}
    std::vector<int> threads{1, 2};
    std::size_t limit = 2000;  // questions of a sort
    std::string record;        // file for the figures; may be empty
};

// Prints a table. Throws IndexError, IoError, ConfigError.
void bench_query(const QueryBenchOptions& options);

}  // namespace kb
