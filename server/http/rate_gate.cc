// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/rate_gate.h"

#include <fmt/format.h>

#include "server/http/errors.h"

namespace kb {
namespace {

// Two seconds' share at once: a page asks several things when it opens.
constexpr std::chrono::seconds kPerSecondWindow{2};

std::unique_ptr<RateLimiter> limiter(int limit, int windows, std::chrono::seconds window) {
    if (limit == 0) return nullptr;
    return std::make_unique<RateLimiter>(limit * windows, window);
}

}  // namespace

RateGate::RateGate(const Limits& limits)
    : search_(limiter(limits.searches_per_second, 2, kPerSecondWindow)),
      suggest_(limiter(limits.suggests_per_second, 2, kPerSecondWindow)),
      form_(limiter(limits.forms_per_minute, 1, std::chrono::minutes(1))) {}

void RateGate::check(Rate rate, std::string_view key, RateLimiter::Time now) {
    RateLimiter* limiter = rate == Rate::search    ? search_.get()
                           : rate == Rate::suggest ? suggest_.get()
                           : rate == Rate::form    ? form_.get()
                                                   : nullptr;
    if (limiter == nullptr) return;
    const auto wait = std::chrono::ceil<std::chrono::seconds>(limiter->wait_for(key, now)).count();
    if (wait == 0) return;
    throw HttpError(
        Refusal::too_many_requests,
        fmt::format("Подождите {} с и повторите: с одного адреса мы отвечаем не чаще, чем нужно человеку.",
                    wait),
        static_cast<int>(wait));
}

}  // namespace kb
