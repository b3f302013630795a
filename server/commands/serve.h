// SPDX-License-Identifier: GPL-2.0-or-later
// kb-server serve: puts the parts together and runs them until told to stop.
#pragma once

#include <string>

namespace kb {

struct ServeOptions {
    std::string index_dir = "data/index";
    std::string store_file = "data/store.sqlite";
    std::string listen = "127.0.0.1:8080";
    std::string articles_dir;  // empty: no watcher, no files
    std::string config_file;   // empty: the defaults
};

// Prints one line that says where to look, then serves until SIGTERM or SIGINT;
// requests already begun are answered. Returns an exit code. Throws ConfigError, IoError.
int serve(const ServeOptions& options);

struct HostPort {
    std::string host;
    int port = 0;
};
// "127.0.0.1:8080", "[::1]:0", ":8080" (all addresses). Throws ConfigError.
HostPort parse_listen(const std::string& text);

}  // namespace kb
