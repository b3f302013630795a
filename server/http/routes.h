// SPDX-License-Identifier: GPL-2.0-or-later
// The one table of everything the service answers. A route without a declared access cannot be written.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/services.h"

namespace kb {

// Who may call; each role may also what those before it may. What a caller may *see* is decided by the
// Searcher, from its audience. A route that declares nothing does not start the service: see the constructor
// of Route.
enum class Access { undeclared, everyone, agent, writer, admin };

// How its refusals are dressed, and what may be cached.
enum class RouteKind { page, api, operation, file };

enum class NeedsIndex { no, yes };

// What it counts as for the limits of kb.yaml. By method: a page that takes a form is `form`, else nothing.
enum class Rate { by_method, none, search, suggest, form };

struct Parameter {
    const char* name;
    const char* schema;  // JSON Schema of the value
    const char* description;
    bool is_required = false;
};

// What /openapi.json says beside method and path.
struct Operation {
    const char* summary;
    std::vector<Parameter> parameters;  // of the query
    const char* request_schema = "";    // name under components/schemas; empty: no JSON body
    const char* response_schema = "";   // empty: not JSON
    const char* response_type = "";     // media type; empty: application/json, or text/html for pages
    Rate rate = Rate::by_method;
    std::size_t max_body_bytes = 64 * 1024;  // past it 413
};

struct Route {
    // Throws std::logic_error when the access is undeclared: nobody may call what nobody thought about.
    Route(const char* method, const char* pattern, Access access, RouteKind kind, NeedsIndex needs_index,
          Handler handler, Operation operation);

    const char* method;   // GET answers HEAD too
    const char* pattern;  // "/api/v1/articles/{id}/related"; {…} takes one character or more, '/' among them
    Access access;
    RouteKind kind;
    NeedsIndex needs_index;
    Handler handler;
    Operation operation;
};

const std::vector<Route>& routes();

struct RouteMatch {
    const Route* route = nullptr;
    std::string_view argument;
    std::string allowed;  // when no route has this method but some have the path: "GET, HEAD, OPTIONS"
};

// What the listener lets in for a method and a decoded path, before it reads the body.
std::size_t body_limit(std::string_view method, std::string_view path);

// The first route of the table that fits.
RouteMatch find_route(std::string_view method, std::string_view path);

}  // namespace kb
