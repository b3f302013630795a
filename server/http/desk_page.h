// SPDX-License-Identifier: GPL-2.0-or-later
// The agent's desk as a page: a shell that scripts fill (web/desk). Holds no ticket and no article itself.
#pragma once

#include "server/http/services.h"

namespace kb {

// «?panel» is the narrow one for an iframe inside a foreign help desk: only the origins of
// `desk.panel_origins` may hold it.
HttpResponse get_desk_page(const Services& services, const Exchange& exchange);
HttpResponse get_desk_ticket_page(const Services& services, const Exchange& exchange);  // {number}

}  // namespace kb
