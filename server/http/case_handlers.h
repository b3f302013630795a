// SPDX-License-Identifier: GPL-2.0-or-later
// Solved cases over the API; for internal callers.
#pragma once

#include "server/http/services.h"

namespace kb {

HttpResponse post_cases(const Services& services, const Exchange& exchange);
HttpResponse get_cases(const Services& services, const Exchange& exchange);
HttpResponse delete_case(const Services& services, const Exchange& exchange);

}  // namespace kb
