// SPDX-License-Identifier: GPL-2.0-or-later
// What stands behind IndexHandles. For the files of server/search that include xapian.h anyway.
#pragma once

#include <xapian.h>

#include <vector>

#include "server/search/index_handles.h"

namespace kb {

struct IndexHandles::Databases {
    std::vector<Xapian::Database> shards;
    Xapian::Database joined;
};

}  // namespace kb
