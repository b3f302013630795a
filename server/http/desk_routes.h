// SPDX-License-Identifier: GPL-2.0-or-later
// The desk's part of the table of routes.
#pragma once

#include <vector>

#include "server/http/routes.h"

namespace kb {

std::vector<Route> desk_routes();

}  // namespace kb
