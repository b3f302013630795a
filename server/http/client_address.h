// SPDX-License-Identifier: GPL-2.0-or-later
// Whose request it is: the other end of the connection, or, when that is a proxy of ours, whom the proxy
// names. A header alone is never believed.
#pragma once

#include <string>

#include "server/http/message.h"
#include "server/network_address.h"

namespace kb {

// The nearest address that is no proxy of ours: X-Forwarded-For is read from its right end for as long as
// whoever added the entry is trusted. `request.client` when there is nothing to believe.
std::string client_of(const HttpRequest& request, const TrustedProxies& proxies);

}  // namespace kb
