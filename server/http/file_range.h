// SPDX-License-Identifier: GPL-2.0-or-later
// A piece of a file, as players of films ask for it.
#pragma once

#include "server/http/message.h"

namespace kb {

// Makes of a 200 with the whole file a 206 with the one range the request names, or a 416 when it
// names one beyond the end. Several ranges, or none: the answer stays whole.
void cut_range(const HttpRequest& request, HttpResponse& response);

}  // namespace kb
