// SPDX-License-Identifier: GPL-2.0-or-later
// kb-server serve: puts the parts together and runs them until told to stop.
#pragma once

#include <string>
#include <vector>

namespace kb {

struct ServeOptions {
    std::string index_dir = "data/index";
    std::string store_file = "data/store.sqlite";
    std::vector<std::string> listen = {"127.0.0.1:8080"};  // as parse_listen reads them
    std::string articles_dir;                              // empty: no watcher, no files
    std::string config_file;                               // empty: the defaults
};

// Prints a line for each address that says where to look, then serves until SIGTERM or SIGINT; requests
// already begun are answered. SIGHUP reads the settings again. Returns an exit code. Throws ConfigError,
// IoError.
int serve(const ServeOptions& options);

}  // namespace kb
