// SPDX-License-Identifier: GPL-2.0-or-later
// kb-index export and kb-index import.
#pragma once

#include "indexer/transfer/export.h"
#include "indexer/transfer/import.h"

namespace kb {

int run_export(const ExportRequest& request);
int run_import(ImportRequest request);

}  // namespace kb
