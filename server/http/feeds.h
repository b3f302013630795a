// SPDX-License-Identifier: GPL-2.0-or-later
// What programs read of the site: sitemap, feed of changes, description of the search, rules for robots.
#pragma once

#include "server/http/services.h"

namespace kb {

HttpResponse get_sitemap(const Services& services, const Exchange& exchange);
HttpResponse get_changes_feed(const Services& services, const Exchange& exchange);
HttpResponse get_opensearch(const Services& services, const Exchange& exchange);
HttpResponse get_robots(const Services& services, const Exchange& exchange);

}  // namespace kb
