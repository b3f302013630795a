// SPDX-License-Identifier: GPL-2.0-or-later
// What other sites' pages may read of us: addresses below /widget/, pictures of public articles, and nothing
// for a page that kb.yaml does not name. Never with credentials.
#pragma once

#include <string_view>

#include "server/http/message.h"
#include "server/request_config.h"

namespace kb {

bool is_for_other_sites(std::string_view path);

// After the security headers, which shut every other site out.
void add_cors(const HttpRequest& request, const WidgetSettings& widget, HttpResponse& response);

}  // namespace kb
