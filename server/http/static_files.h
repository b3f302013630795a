// SPDX-License-Identifier: GPL-2.0-or-later
// Files: our own from memory, in the best encoding the client takes; those of articles from the
// articles folder, only when an article the caller may see shows them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/http/services.h"

namespace kb {

HttpResponse get_static(const Services& services, const Exchange& exchange);
HttpResponse get_favicon(const Services& services, const Exchange& exchange);
// The widget: its address is in other sites' pages, so it never changes, and is asked for again after an
// hour.
HttpResponse get_widget_script(const Services& services, const Exchange& exchange);
HttpResponse get_file(const Services& services, const Exchange& exchange);

// "/static/help-1f6b….css" for "help.css".
std::string asset_url(std::string_view name);

// The bytes of a regular file below `folder`, at most 20 MiB; nothing when there
// is none or when the path or a link on the way leads out of the folder.
std::optional<std::string> read_below(const std::string& folder, std::string_view path);

// By extension; application/octet-stream when unknown.
std::string_view content_type_of(std::string_view path);

}  // namespace kb
