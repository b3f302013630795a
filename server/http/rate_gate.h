// SPDX-License-Identifier: GPL-2.0-or-later
// The limits of kb.yaml at work: which kind of request may come how often from one address or key.
#pragma once

#include <memory>
#include <string_view>

#include "server/config.h"
#include "server/http/rate_limit.h"
#include "server/http/routes.h"

namespace kb {

class RateGate {
public:
    explicit RateGate(const Limits& limits);

    // Throws HttpError too_many_requests, with the time to wait.
    void check(Rate rate, std::string_view key, RateLimiter::Time now);

private:
    // Null: not limited.
    std::unique_ptr<RateLimiter> search_, suggest_, form_;
};

}  // namespace kb
