// SPDX-License-Identifier: GPL-2.0-or-later
// The agent's desk as a page: a shell that scripts fill (web/desk). Holds no ticket and no article itself.
#pragma once

#include "server/http/services.h"

namespace kb {

// «?panel» is the narrow one for an iframe inside a foreign help desk: only the origins of
// `desk.panel_origins` may hold it.
HttpResponse get_desk_page(const Services& services, const Exchange& exchange);
HttpResponse post_desk_page(const Services& services, const Exchange& exchange);
HttpResponse get_desk_ticket_page(const Services& services, const Exchange& exchange);  // {number}

// Whether somebody who is not signed in has asked for the panel inside a help desk that may hold it. The
// sign-in form itself is never shown in a frame; this page leads to it.
bool is_panel_sign_in(const Services& services, const HttpRequest& request);
HttpResponse panel_sign_in_page(const Services& services, const Exchange& exchange);

}  // namespace kb
