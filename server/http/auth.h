// SPDX-License-Identifier: GPL-2.0-or-later
// Who is calling. The one place where a request becomes an audience.
#pragma once

#include <string_view>

#include "server/http/message.h"
#include "server/search/searcher.h"

namespace kb {

// Public, unless the request bears `Authorization: Bearer TOKEN` with the
// internal token. A wrong token is refused (HttpError bad_token) rather than
// answered as public, so that a mistyped token is noticed.
Caller caller_of(const HttpRequest& request, std::string_view internal_token);

}  // namespace kb
