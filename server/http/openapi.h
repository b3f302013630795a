// SPDX-License-Identifier: GPL-2.0-or-later
// The description of the API, made from the route table, so that it cannot say what is not so.
#pragma once

#include <string>
#include <vector>

#include "server/http/routes.h"

namespace kb {

std::string openapi_json(const std::vector<Route>& table);  // OpenAPI 3.1

// components/schemas, as JSON; see openapi_schemas.cc.
const char* openapi_schemas();
const char* openapi_desk_schemas();   // of the agents' desk
const char* openapi_write_schemas();  // of the workshop

}  // namespace kb
