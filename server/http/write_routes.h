// SPDX-License-Identifier: GPL-2.0-or-later
// The workshop's part of the route table.
#pragma once

#include <vector>

#include "server/http/routes.h"

namespace kb {

std::vector<Route> write_routes();

}  // namespace kb
