// SPDX-License-Identifier: GPL-2.0-or-later
// Headers that every answer carries, whatever the handler did.
#pragma once

#include <string>
#include <string_view>

#include "server/http/message.h"

namespace kb {

enum class Content { our_own, foreign_file };  // a foreign file (of an article) may do nothing at all

// What our own pages may load; `style_source` lets one inline style in («'sha256-…'»). Pages of other sites
// may hold ours in a frame only where `frame_ancestors` names them: origins, separated by spaces.
std::string page_policy(std::string_view style_source = {}, std::string_view frame_ancestors = {});

// A policy that the handler has set stays.
void add_security_headers(HttpResponse& response, Content content);

// Gives a 200 an ETag of its body unless it has one, and turns the answer into
// a bare 304 when the client already has it (If-None-Match), 412 when it wants another one (If-Match). Leaves
// `no-store` answers alone.
void add_etag(const HttpRequest& request, HttpResponse& response);

std::string etag_of(std::string_view body);  // quoted
std::string new_request_id();                // 16 hex digits, random

}  // namespace kb
