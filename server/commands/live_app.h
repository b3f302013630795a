// SPDX-License-Identifier: GPL-2.0-or-later
// The app with the settings it was made from; both can be exchanged for newer ones while requests run.
#pragma once

#include <functional>
#include <memory>
#include <mutex>

#include "server/config.h"
#include "server/http/app.h"
#include "server/http/rate_limit.h"
#include "server/http/services.h"
#include "server/http/site.h"

namespace kb {

// What the settings make, for one Services.
struct Made {
    const Config& config;
    const Site& site;
    RateLimiter& votes;
    RateLimiter* forms;  // null: not limited
};

class LiveApp {
public:
    using MakeServices = std::function<Services(const Made&)>;

    // Throws ConfigError.
    LiveApp(Config config, MakeServices make);

    // From any thread. Requests under way end with what they began with. Throws ConfigError; the old one
    // stays then.
    void exchange(Config config);

    HttpResponse answer(HttpRequest request) const;
    HttpResponse refuse(int status) const;

private:
    struct Version;
    std::shared_ptr<const Version> current() const;

    MakeServices make_;
    mutable std::mutex mutex_;
    std::shared_ptr<const Version> version_;
};

}  // namespace kb
