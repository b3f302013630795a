// SPDX-License-Identifier: GPL-2.0-or-later
// «Напишите нам»: a form that looks for an answer first and is always sent on one click.
#pragma once

#include "server/http/services.h"

namespace kb {

HttpResponse get_contact_page(const Services& services, const Exchange& exchange);
// Looks for answers, thanks for «это решило вопрос», or stores the request and leads to its number (303).
HttpResponse post_contact(const Services& services, const Exchange& exchange);
HttpResponse get_contact_sent_page(const Services& services, const Exchange& exchange);    // {token}
HttpResponse get_contact_solved_page(const Services& services, const Exchange& exchange);  // ?article=
HttpResponse get_old_contact_address(const Services& services, const Exchange& exchange);  // 301 to /contact

}  // namespace kb
