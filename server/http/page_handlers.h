// SPDX-License-Identifier: GPL-2.0-or-later
// Pages for people: rendered here, whole without JavaScript.
#pragma once

#include "server/http/errors.h"
#include "server/http/services.h"

namespace kb {

HttpResponse get_home_page(const Services& services, const Exchange& exchange);
HttpResponse get_search_page(const Services& services, const Exchange& exchange);
HttpResponse get_category_page(const Services& services, const Exchange& exchange);
HttpResponse get_article_page(const Services& services, const Exchange& exchange);  // 301 from old slugs
// The article's page as its readers see it, without counting a view. `view` need not be in the index.
HttpResponse article_page(const Services& services, const Exchange& exchange, const ArticleView& view);
// The article's address now, for an address it had before; empty when there is none.
std::string moved_to(const Services& services, Caller caller, std::string_view old_address);

// 404 with what the words of the address find.
HttpResponse not_found_page(const Services& services, const Exchange& exchange);
HttpResponse error_page(const Services& services, const HttpRequest& request, const Failure& failure);

}  // namespace kb
