// SPDX-License-Identifier: GPL-2.0-or-later
// A piece of a file, as players of films ask for it.
#pragma once

#include <cstddef>

#include "server/http/message.h"

namespace kb {

struct BytePiece {
    std::size_t begin = 0, end = 0;  // [begin, end)
};

// Which piece of a file of `size` bytes a request wants, and what the answer says of it: 206 with the one
// range it names, 416 and an empty piece when that is beyond the end. Several ranges, a header nobody can
// read, another method than GET, another version of the file in If-Range: the whole file, 200. `response` has
// its ETag.
BytePiece cut_range(const HttpRequest& request, std::size_t size, HttpResponse& response);

}  // namespace kb
