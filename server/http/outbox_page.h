// SPDX-License-Identifier: GPL-2.0-or-later
// What requests still owe the operator, for staff: which has not arrived where, why, and when it is tried
// again.
#pragma once

#include "server/http/services.h"

namespace kb {

HttpResponse get_outbox_page(const Services& services, const Exchange& exchange);
// «Отправить сейчас»: `number` is a ticket's, or nothing for all of them. Back to the page.
HttpResponse post_outbox_retry(const Services& services, const Exchange& exchange);

}  // namespace kb
