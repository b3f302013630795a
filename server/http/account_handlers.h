// SPDX-License-Identifier: GPL-2.0-or-later
// Signing in and out, one's own account, and other people's for admins.
#pragma once

#include "server/http/services.h"

namespace kb {

HttpResponse get_sign_in_page(const Services& services, const Exchange& exchange);
HttpResponse post_sign_in(const Services& services, const Exchange& exchange);
HttpResponse post_sign_out(const Services& services, const Exchange& exchange);
HttpResponse get_me(const Services& services, const Exchange& exchange);

HttpResponse get_link_page(const Services& services, const Exchange& exchange);
HttpResponse post_link(const Services& services, const Exchange& exchange);

HttpResponse get_account_page(const Services& services, const Exchange& exchange);
HttpResponse post_account_password(const Services& services, const Exchange& exchange);
HttpResponse post_account_session_end(const Services& services, const Exchange& exchange);
HttpResponse post_account_sessions_end(const Services& services, const Exchange& exchange);
HttpResponse post_account_token(const Services& services, const Exchange& exchange);
HttpResponse post_account_token_revoke(const Services& services, const Exchange& exchange);

HttpResponse get_users_page(const Services& services, const Exchange& exchange);
HttpResponse post_user(const Services& services, const Exchange& exchange);
HttpResponse post_user_link(const Services& services, const Exchange& exchange);
HttpResponse post_user_role(const Services& services, const Exchange& exchange);
HttpResponse post_user_disable(const Services& services, const Exchange& exchange);
HttpResponse post_user_enable(const Services& services, const Exchange& exchange);
HttpResponse get_audit_page(const Services& services, const Exchange& exchange);

std::string desk_url();    // empty: there is no desk
std::string staff_home();  // where staff start: the desk where there is one, else the front page

}  // namespace kb
