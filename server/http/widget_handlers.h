// SPDX-License-Identifier: GPL-2.0-or-later
// What the widget on other people's sites asks for. Always answered as to a stranger, whatever token comes
// along: a page that is not ours sees public articles of the allowed collections and nothing else.
#pragma once

#include "server/http/services.h"

namespace kb {

HttpResponse get_widget_demo(const Services& services, const Exchange& exchange);
HttpResponse get_widget_search(const Services& services, const Exchange& exchange);
HttpResponse get_widget_page_articles(const Services& services, const Exchange& exchange);  // ?url=
HttpResponse get_widget_article(const Services& services, const Exchange& exchange);        // {slug}; HTML
HttpResponse post_widget_suggest(const Services& services, const Exchange& exchange);
HttpResponse post_widget_ticket(const Services& services, const Exchange& exchange);

}  // namespace kb
