// SPDX-License-Identifier: GPL-2.0-or-later
// Makes the index say what the articles folder says: whole and beside the live one, or only what changed.
// Both give the same index. Prints nothing.
#pragma once

#include <cstddef>
#include <functional>
#include <stdexcept>
#include <stop_token>
#include <string>

#include "indexer/file_system.h"
#include "stemming/diagnostic.h"

namespace kb {

struct IndexPaths {
    std::string articles_dir;
    std::string index_dir;
};

struct UpdateReport {
    bool is_full = false;      // a new generation was built
    std::string notice;        // Russian: why update() built a new generation; may be empty
    std::size_t articles = 0;  // in the index now
    std::size_t put = 0;       // added or written anew
    std::size_t removed = 0;
    bool is_changed = false;  // anything was written, texts beside the articles included
    Diagnostics diagnostics;
};

// Called from the caller's thread, now and then while files are gone through.
using OnProgress = std::function<void(std::size_t done, std::size_t total)>;

// The person asked to stop; nothing of the work is left behind.
struct Interrupted : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Builds a new generation beside the live one and switches to it. An article that cannot be parsed
// is not in the new generation. Throws BusyError, IoError, IndexError, Interrupted; the live
// generation then serves on as it was.
UpdateReport build(FileSystem& files, const IndexPaths& paths, const std::stop_token& stop = {},
                   const OnProgress& on_progress = {});

// Applies what changed since the last time in one commit per database; an unchanged tree writes nothing.
// Without an index, or with one of another format or a damaged one, builds. Throws as build() does.
UpdateReport update(FileSystem& files, const IndexPaths& paths, const std::stop_token& stop = {},
                    const OnProgress& on_progress = {});

}  // namespace kb
