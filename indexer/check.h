// SPDX-License-Identifier: GPL-2.0-or-later
// Proves that an index says what its articles folder says. Changes neither.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "indexer/checksums.h"
#include "indexer/file_system.h"
#include "indexer/update.h"
#include "stemming/diagnostic.h"

namespace kb {

struct CheckReport {
    std::size_t articles = 0;              // compared
    std::vector<std::string> differences;  // Russian, one line each; empty: index = articles
    ChecksumState checksums = ChecksumState::missing;
    Diagnostics diagnostics;  // of the articles
};

// Reads and parses every article, and compares id, audience and bytes' hash with the index, then the
// texts beside the articles, then the checksums. Holds the writer's lock meanwhile. Throws BusyError,
// IndexError (no index, or one that cannot be opened), IoError.
CheckReport check(FileSystem& files, const IndexPaths& paths);

}  // namespace kb
