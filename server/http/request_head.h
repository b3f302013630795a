// SPDX-License-Identifier: GPL-2.0-or-later
// The line and headers of a request, checked before anybody acts on them: what two programs could read
// in two ways is refused. Knows no sockets and keeps no state; the tests feed it strings.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "server/http/message.h"

namespace kb {

struct HeadLimits {
    std::size_t max_head_bytes = 16 * 1024;  // request line and headers with their line ends
    std::size_t max_headers = 64;
    std::size_t max_path_bytes = 2048;
    std::size_t max_target_bytes = 8000;  // path and query: 1000 Cyrillic letters are 6000 bytes when encoded
};

struct RequestHead {
    std::string method, target;  // the target begins with «/», or is «*»
    NamedValues headers;         // names in lower case; those with «_» are left out
    std::size_t content_length = 0;
    bool is_http10 = false;
    bool is_keep_alive = true;
    bool expects_continue = false;
};

// How far a search for the empty line that ends a head has come.
struct HeadSearch {
    std::size_t scanned = 0;     // bytes looked at, so that none is looked at twice
    std::size_t line_begin = 0;  // of the line being looked at
    std::size_t end = 0;         // one past the head's last line end; 0: not there yet
    bool is_broken = false;      // a line feed without its carriage return
};

// Goes on with the search after `bytes` has grown.
void find_head_end(std::string_view bytes, HeadSearch& search);

// `bytes` is the head with its last line end. 0 when `head` is filled and good, else the status to refuse
// with.
int parse_head(std::string_view bytes, const HeadLimits& limits, RequestHead& head);

// The status for a head that has not ended in time or within `max_head_bytes`: 414 when its first line alone
// is too long, 431 otherwise.
int status_of_endless_head(std::string_view bytes, const HeadLimits& limits);

}  // namespace kb
