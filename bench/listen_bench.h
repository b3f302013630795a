// SPDX-License-Identifier: GPL-2.0-or-later
// Two servers that answer every GET with the same small JSON: our listener and cpp-httplib's own, tuned as
// well as it can be. bench/http.mjs loads them in turn.
#pragma once

#include <string>

namespace kb {

struct ListenBenchOptions {
    std::string which = "ours";  // or "stock"
    int threads = 0;             // 0: the usual number of either
};

// Prints the address and serves until TERM. Throws IoError.
void bench_listen(const ListenBenchOptions& options);

}  // namespace kb
