// SPDX-License-Identifier: GPL-2.0-or-later
// What handlers may use, and what one of them is called with. Everything here outlives every request.
#pragma once

#include <string>
#include <string_view>

#include "server/http/identity.h"
#include "server/http/message.h"
#include "server/search/searcher.h"

namespace kb {

class AccountDesk;
class AnalyticsStore;
class Clock;
class FeedbackStore;
class Metrics;
class RateLimiter;
struct CaseDesk;
struct RequestDesk;
class Site;
struct Workshop;
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
    const Site& site;  // what the settings make of the pages
    const Clock& clock;
    std::string articles_dir;         // empty: no files are served
    RequestDesk* requests = nullptr;  // null: there is no store, and nobody can write to us here
    RateLimiter* forms = nullptr;     // the contact form from one address; null: as often as they like
    CaseDesk* cases = nullptr;        // solved cases; null: there is no store
    AccountDesk* accounts = nullptr;  // who may sign in; null: there is no store
    Workshop* workshop = nullptr;     // null: started without an articles folder
};

struct Exchange {
    const HttpRequest& request;
    Caller caller;              // what they may see: internal for agents and above
    std::string_view argument;  // what stood for {…} in the route's pattern, decoded
    Identity identity{};        // who asks
};

using Handler = HttpResponse (*)(const Services&, const Exchange&);

}  // namespace kb
