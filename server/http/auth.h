// SPDX-License-Identifier: GPL-2.0-or-later
// Who is calling, and whether they may. The one place where a request becomes a person and an audience.
#pragma once

#include "server/http/identity.h"
#include "server/http/message.h"
#include "server/http/routes.h"
#include "server/http/services.h"
#include "server/search/searcher.h"

namespace kb {

// By `Authorization: Bearer TOKEN`, else by the header of a proxy of ours (App drops it unless one sent it),
// else by the session's cookie, else by a customer's signed token; else an unknown customer. A wrong bearer
// is refused (HttpError bad_token) rather than answered as a customer's, so that a mistyped one is noticed;
// what else is over or wrong makes nobody.
Identity identity_of(const Services& services, const HttpRequest& request);

// Internal for staff. A token's scopes narrow it: for everyone's routes (null: no route at all) it takes
// `read`.
Caller audience_of(const Identity& identity, const Route* route);

// By role; for a token by its scopes too.
bool may_call(const Identity& identity, const Route& route);

// Whether the request would change something.
bool is_change(const HttpRequest& request);

// A change that rides on a cookie has to bring the session's word: in X-CSRF-Token, or in the form's field
// `csrf`. True also where no word is needed.
bool has_csrf(const Identity& identity, const HttpRequest& request);

// Whether a browser sent this from a page of ours; true for what is no browser. For forms that come before
// there is a session.
bool is_from_own_page(const Services& services, const HttpRequest& request);

// Whether the pages are open to the caller at all: a private help centre is for customers with a token and
// for staff. What signing in needs, and what tells an operator that we live, is open to everybody.
bool may_read(const Services& services, const Identity& identity, const Route* route);

// A path of ours to go on to; `otherwise` for whatever leads elsewhere.
std::string safe_next(std::string_view next, const std::string& otherwise);

}  // namespace kb
