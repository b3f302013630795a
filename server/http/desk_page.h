// SPDX-License-Identifier: GPL-2.0-or-later
// The agent's desk as a page: a shell that scripts fill (web/desk). Holds no ticket and no article itself.
#pragma once

#include <string>
#include <string_view>

#include "server/http/services.h"

namespace kb {

// «?panel» is the narrow one for an iframe inside a foreign help desk: only the origins of
// `desk.panel_origins` may hold it.
HttpResponse get_desk_page(const Services& services, const Exchange& exchange);
HttpResponse post_desk_page(const Services& services, const Exchange& exchange);
HttpResponse get_desk_ticket_page(const Services& services, const Exchange& exchange);  // {number}

// Where somebody who is not signed in wanted to go: the panel, which asks for a sign-in where it stands.
bool leads_to_panel(std::string_view next);

// What the sign-in form shows: the login typed before, where to go then, what went wrong.
struct PanelSignIn {
    std::string login, next, problem;
    int status = 200;
};

// The sign-in form as wide as the panel; the sites that may hold the panel may hold it too. Where the browser
// would not keep the sign-in (a frame in a foreign site without TLS) the page says so and asks for nothing.
HttpResponse panel_sign_in_page(const Services& services, const Exchange& exchange, const PanelSignIn& shown);

}  // namespace kb
