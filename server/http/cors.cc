// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/cors.h"

#include <algorithm>

namespace kb {
namespace {

constexpr std::string_view kApi = "/widget/api/";
constexpr std::string_view kScript = "/widget.js";
constexpr std::string_view kPictures = "/files/";

}  // namespace

bool is_for_other_sites(std::string_view path) { return path.starts_with(kApi); }

void add_cors(const HttpRequest& request, const WidgetSettings& widget, HttpResponse& response) {
    if (widget.origins.empty()) return;
    const bool is_public = !response.header("Cache-Control").value_or("").starts_with("private, no-store");
    if (request.path == kScript || (request.path.starts_with(kPictures) && is_public))
        response.set("Cross-Origin-Resource-Policy", "cross-origin");
    if (!is_for_other_sites(request.path)) return;
    response.set("Vary", "Origin");
    const auto origin = find_value(request.headers, "origin");
    if (!origin || std::find(widget.origins.begin(), widget.origins.end(), *origin) == widget.origins.end())
        return;
    response.set("Access-Control-Allow-Origin", std::string(*origin));
    response.set("Cross-Origin-Resource-Policy", "cross-origin");
    if (request.method != "OPTIONS") return;
    response.set("Access-Control-Allow-Methods", "GET, POST");
    response.set("Access-Control-Allow-Headers", "Content-Type, X-Customer-Token");
    response.set("Access-Control-Max-Age", "600");
}

}  // namespace kb
