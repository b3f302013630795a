// SPDX-License-Identifier: GPL-2.0-or-later
// What was read becomes files of drafts. Nobody outside transfer/ includes this.
#pragma once

#include "indexer/transfer/import.h"

namespace kb {

// Throws IoError when a file cannot be written; what was written before stays.
ImportReport write_drafts(FileSystem& files, const ImportRequest& request, const Imported& imported);

}  // namespace kb
