// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/unsent_answer.h"

#include <algorithm>

namespace kb {

UnsentAnswer::Result UnsentAnswer::send(const Sink& sink) {
    while (left_bytes() > 0) {
        const std::string_view head = std::string_view(head_).substr(std::min(sent_, head_.size()));
        const std::string_view body =
            std::string_view(body_).substr(sent_ > head_.size() ? sent_ - head_.size() : 0);
        const std::ptrdiff_t count = sink(head, body);
        if (count < 0) return Result::failed;
        if (count == 0) return Result::waits;
        sent_ += static_cast<std::size_t>(count);
    }
    return Result::sent;
}

}  // namespace kb
