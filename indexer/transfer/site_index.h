// SPDX-License-Identifier: GPL-2.0-or-later
// The search of a site without a server: a script's data with every stem worked out beforehand.
#pragma once

#include <string>

#include "indexer/transfer/export_base.h"

namespace kb {

// «const KB = {…};» for site.js: pages, the stem of every word form, and how much each stem weighs on each
// page.
std::string site_index(const ExportBase& base);

}  // namespace kb
