// SPDX-License-Identifier: GPL-2.0-or-later
// What the pages of accounts share. Includes mustache: for .cc files of pages only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/http/account_desk.h"
#include "server/http/message.h"
#include "server/http/page_data.h"
#include "server/http/services.h"

namespace kb {

// Throws HttpError store_unavailable when there is no store.
AccountDesk& account_desk_of(const Services& services);

// A page nobody caches or indexes. `title_key` is a text.
HttpResponse staff_page(const Services& services, const Exchange& exchange, const char* title_key,
                        const char* template_name, PageData data, int status = 200);

// Signs `account` in under a new secret and leads to `next`. A session the browser had is over. Throws
// HttpError sign_in_needed when the account was disabled or its password changed since it was read.
HttpResponse open_session(const Services& services, const Exchange& exchange, const Account& account,
                          std::string_view next);

// The fields of a form, at most once each.
NamedValues form_fields(const Exchange& exchange);

// «27.11.2026 10:03 UTC»; empty for 0.
std::string minute_utc(std::int64_t unix_s);

// The word for a role in the page's language.
std::string role_title(const Services& services, Lang lang, std::string_view role);

// The roles up to `most`, with `chosen` marked: {value, title, is_chosen}.
std::vector<PageData> role_choices(const Services& services, Lang lang, Role most, std::string_view chosen);

}  // namespace kb
