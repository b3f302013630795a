// SPDX-License-Identifier: GPL-2.0-or-later
// /api/v1: JSON for programs. Reads parameters, asks the Searcher, writes JSON; nothing else.
#pragma once

#include "server/http/services.h"

namespace kb {

HttpResponse get_search(const Services& services, const Exchange& exchange);
HttpResponse get_complete(const Services& services, const Exchange& exchange);
HttpResponse post_suggest(const Services& services, const Exchange& exchange);
HttpResponse get_article(const Services& services, const Exchange& exchange);
HttpResponse get_related(const Services& services, const Exchange& exchange);

}  // namespace kb
