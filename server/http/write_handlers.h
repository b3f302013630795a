// SPDX-License-Identifier: GPL-2.0-or-later
// The writers' workshop over HTTP: the folder's articles to read, check, try and save. Writers only.
#pragma once

#include "server/http/message.h"
#include "server/http/services.h"

namespace kb {

// write_files.cc: what stands in the folder.
HttpResponse get_write_tree(const Services& services, const Exchange& exchange);
HttpResponse get_write_version(const Services& services, const Exchange& exchange);
HttpResponse get_write_article(const Services& services, const Exchange& exchange);
HttpResponse post_write_article(const Services& services, const Exchange& exchange);  // 409: a conflict
HttpResponse post_write_move(const Services& services, const Exchange& exchange);
HttpResponse post_write_image(const Services& services, const Exchange& exchange);
HttpResponse get_write_file(const Services& services, const Exchange& exchange);

// write_checks.cc: what would become of a text.
HttpResponse post_write_new(const Services& services, const Exchange& exchange);
HttpResponse post_write_check(const Services& services, const Exchange& exchange);
HttpResponse post_write_preview_page(const Services& services, const Exchange& exchange);
HttpResponse post_write_find(const Services& services, const Exchange& exchange);
HttpResponse get_write_gaps(const Services& services, const Exchange& exchange);
HttpResponse get_write_search(const Services& services, const Exchange& exchange);
HttpResponse get_write_history(const Services& services, const Exchange& exchange);
HttpResponse get_write_revision(const Services& services, const Exchange& exchange);

// write_page.cc: the page writers work in.
HttpResponse get_write_page(const Services& services, const Exchange& exchange);

}  // namespace kb
