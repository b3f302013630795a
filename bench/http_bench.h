// SPDX-License-Identifier: GPL-2.0-or-later
// The same questions over HTTP, connections kept alive; how soon a saved article is found and a deleted
// one gone; and what memory the server holds after all that.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace kb {

struct HttpBenchOptions {
    std::string url;     // of a running server; empty: start one from the three below
    std::string server;  // path of kb-server
    std::string index_dir, articles_dir;
    std::vector<std::string> queries;  // files of {"id", "text", "kind"?}
    std::vector<int> connections{1, 2};
    std::size_t limit = 1000;  // questions of a sort
    int rounds = 10;           // of save and delete
    std::string record;        // file for the figures; may be empty
};

// Neither the articles nor the index are changed: a server of our own works on copies. With `url` there
// are no saves, no deletes and no memory in the table. Prints it. Throws IoError, ConfigError.
void bench_http(const HttpBenchOptions& options);

}  // namespace kb
