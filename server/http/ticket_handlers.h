// SPDX-License-Identifier: GPL-2.0-or-later
// Requests from people over the API: anybody may make one, staff read them and see what is not delivered.
#pragma once

#include "server/http/services.h"

namespace kb {

HttpResponse post_ticket(const Services& services, const Exchange& exchange);
HttpResponse get_tickets(const Services& services, const Exchange& exchange);
HttpResponse get_ticket(const Services& services, const Exchange& exchange);         // {number}
HttpResponse post_ticket_retry(const Services& services, const Exchange& exchange);  // {number}
HttpResponse get_ticket_file(const Services& services, const Exchange& exchange);    // {id}

}  // namespace kb
