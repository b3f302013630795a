// SPDX-License-Identifier: GPL-2.0-or-later
// The keys of kb.yaml that say what the pages look like: banner, theme, links in the foot, texts.
#pragma once

#include <vector>

#include "server/config.h"
#include "server/config_keys.h"

namespace kb {

std::vector<Key> page_keys(Config& config, Problems& problems);

}  // namespace kb
