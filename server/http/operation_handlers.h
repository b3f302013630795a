// SPDX-License-Identifier: GPL-2.0-or-later
// For the people who run the service: is it alive, is there an index, what does it count, what can it do.
#pragma once

#include "server/http/services.h"

namespace kb {

HttpResponse get_health(const Services& services, const Exchange& exchange);  // 200 while the process answers
HttpResponse get_ready(const Services& services, const Exchange& exchange);   // 503 while there is no index
HttpResponse get_metrics(const Services& services, const Exchange& exchange);
HttpResponse get_openapi(const Services& services, const Exchange& exchange);

}  // namespace kb
