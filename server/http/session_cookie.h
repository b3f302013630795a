// SPDX-License-Identifier: GPL-2.0-or-later
// The cookie that carries a session's secret, and how long a session lives.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/services.h"

namespace kb {

// Whether the visitor's connection is encrypted, as far as we are told: by a proxy of ours or by `site_url`.
bool is_secure(const Services& services, const HttpRequest& request);

// Whether the browser says that it fills a frame. Browsers say so over TLS and to this machine only.
bool is_framed(const HttpRequest& request);

// What the request's cookies say, each that could be ours: a page's and a frame's may come together, one of
// them of a session that is over. At most four.
std::vector<std::string> session_secrets(const Services& services, const HttpRequest& request);

// Values of Set-Cookie. HttpOnly, for the whole site, Secure behind TLS (under a name that no other host can
// set: __Host-…), SameSite=Lax; in a frame behind TLS SameSite=None and Partitioned. The browser forgets it
// when the session would be over anyway.
std::string session_cookie(const Services& services, const HttpRequest& request, std::string_view secret);
std::string no_session_cookie(const Services& services, const HttpRequest& request);

// A customer's token as the request brings it: in X-Customer-Token, in the query's `customer`, in a cookie.
std::string customer_word(const Services& services, const HttpRequest& request);
std::string customer_cookie(const Services& services, const HttpRequest& request, std::string_view word,
                            std::int64_t max_age_s);

// The values of the cookies of that name, as the browser orders them.
std::vector<std::string_view> cookies_of(const HttpRequest& request, std::string_view name);

// The first of them; empty when there is none.
std::string_view cookie_of(const HttpRequest& request, std::string_view name);

}  // namespace kb
