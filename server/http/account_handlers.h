// SPDX-License-Identifier: GPL-2.0-or-later
// Signing in and out, and who one is.
#pragma once

#include "server/http/services.h"

namespace kb {

HttpResponse get_sign_in_page(const Services& services, const Exchange& exchange);
HttpResponse post_sign_in(const Services& services, const Exchange& exchange);
HttpResponse post_sign_out(const Services& services, const Exchange& exchange);
HttpResponse get_me(const Services& services, const Exchange& exchange);

// Where staff start: the desk where there is one, else the front page.
std::string staff_home();

}  // namespace kb
