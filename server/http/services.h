// SPDX-License-Identifier: GPL-2.0-or-later
// What handlers may use, and what one of them is called with. Everything here outlives every request.
#pragma once

#include <string>
#include <string_view>

#include "server/http/message.h"
#include "server/search/searcher.h"

namespace kb {

class AnalyticsStore;
class Clock;
class FeedbackStore;
class Metrics;
class RateLimiter;
class Store;
struct Config;

struct Services {
    const Searcher& searcher;
    Store* store;  // null: could not be opened; votes and statistics are lost, answers are not
    FeedbackStore& feedback;
    AnalyticsStore& analytics;
    Metrics& metrics;
    RateLimiter& votes;
    const Config& config;
    const Clock& clock;
    std::string articles_dir;  // empty: no files are served
};

struct Exchange {
    const HttpRequest& request;
    Caller caller;
    std::string_view argument;  // what stood for {…} in the route's pattern, decoded
};

using Handler = HttpResponse (*)(const Services&, const Exchange&);

}  // namespace kb
