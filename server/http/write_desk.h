// SPDX-License-Identifier: GPL-2.0-or-later
// What the workshop's handlers share.
#pragma once

#include <functional>
#include <string>

#include "server/http/services.h"
#include "server/http/workshop.h"

namespace kb {

// Throws HttpError when the server was started without an articles folder.
Workshop& workshop_of(const Services& services);

// Who saves, for the history.
Author author_of(const Exchange& exchange);

HttpResponse write_json_response(std::string body, int status = 200);

// Throws HttpError unless the body says it is JSON.
void need_json(const HttpRequest& request);

// Runs `work`; a path or a text that will not do (ConfigError) becomes 422, a busy index 503, both with the
// words of the error.
HttpResponse mended_by_writer(const std::function<HttpResponse()>& work);

}  // namespace kb
