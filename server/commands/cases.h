// SPDX-License-Identifier: GPL-2.0-or-later
// kb-server cases: solved requests in, out, listed, forgotten. Works beside a running server, which
// notices within a second.
#pragma once

#include <cstdint>
#include <string>

namespace kb {

struct CaseOptions {
    std::string store_file = "data/store.sqlite";
    std::string index_dir = "data/index";  // `import`: to know the articles; without an index none is checked
    std::string config_file;               // `import`: how many cases are kept
    std::string file;         // `import`: CSV or lines of JSON; `export`: where to, "-": to the screen
    std::string article;      // `list`: only of this one
    std::int64_t id = 0;      // `forget`
    int limit = 50;           // `list`
    bool is_dry_run = false;  // `import`: says what would be done
};

// Each returns an exit code; import returns problems_in_articles when lines were left out. Throw StoreError,
// ConfigError, IoError.
int import_cases(const CaseOptions& options);
int list_cases(const CaseOptions& options);
int forget_case(const CaseOptions& options);
int export_cases(const CaseOptions& options);

}  // namespace kb
