// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/commands/live_app.h"

#include <chrono>
#include <utility>

namespace kb {

struct LiveApp::Version {
    Version(Config the_config, const MakeServices& make)
        : config(std::move(the_config)),
          site(config),
          votes(config.limits.votes_per_minute, std::chrono::minutes(1)),
          forms(config.limits.forms_per_minute == 0
                    ? nullptr
                    : std::make_unique<RateLimiter>(config.limits.forms_per_minute, std::chrono::minutes(1))),
          services(make({config, site, votes, forms.get()})),
          app(services) {}

    Config config;
    Site site;
    RateLimiter votes;
    std::unique_ptr<RateLimiter> forms;
    Services services;
    App app;
};

LiveApp::LiveApp(Config config, MakeServices make)
    : make_(std::move(make)), version_(std::make_shared<const Version>(std::move(config), make_)) {}

void LiveApp::exchange(Config config) {
    auto version = std::make_shared<const Version>(std::move(config), make_);
    const std::lock_guard lock(mutex_);
    version_.swap(version);
}

std::shared_ptr<const LiveApp::Version> LiveApp::current() const {
    const std::lock_guard lock(mutex_);
    return version_;
}

HttpResponse LiveApp::answer(HttpRequest request) const { return current()->app.answer(std::move(request)); }
HttpResponse LiveApp::refuse(int status) const { return current()->app.refuse(status); }

}  // namespace kb
