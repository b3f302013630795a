// SPDX-License-Identifier: GPL-2.0-or-later
// An answer's status line and headers as they go over the wire. Whatever a handler put into a header, no
// line end gets out of it.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "server/http/message.h"

namespace kb {

struct AnswerShape {
    bool is_head = false;  // the answer to a HEAD: the length is said, the body is not sent
    bool is_keep_alive = true;
    bool is_http10 = false;
};

// Whether a body may follow: not after HEAD, 204 and 304.
bool has_body(const HttpResponse& response, const AnswerShape& shape);

// Ends with the empty line. `date` as http_date gives it.
std::string answer_head(const HttpResponse& response, const AnswerShape& shape, std::string_view date);

// «Sun, 22 Nov 2026 01:02:03 GMT»; made once a second in each thread.
std::string_view http_date(std::chrono::system_clock::time_point now);

}  // namespace kb
