// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/refusal_log.h"

#include <utility>

namespace kb {
namespace {

constexpr int kLinesPerSecond = 10;

}  // namespace

std::optional<std::int64_t> RefusalLog::may_write(Time now) {
    const std::lock_guard lock(mutex_);
    if (now - second_begin_ >= std::chrono::seconds(1)) {
        second_begin_ = now;
        written_ = 0;
    }
    if (written_ >= kLinesPerSecond) {
        ++left_out_;
        return std::nullopt;
    }
    ++written_;
    return std::exchange(left_out_, 0);
}

}  // namespace kb
