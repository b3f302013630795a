// SPDX-License-Identifier: GPL-2.0-or-later
// From a request to an answer: route, caller, handler, refusals, headers, log. Knows no sockets.
#pragma once

#include <string>
#include <string_view>

#include "server/http/client_address.h"
#include "server/http/errors.h"
#include "server/http/message.h"
#include "server/http/rate_gate.h"
#include "server/http/refusal_log.h"
#include "server/http/routes.h"
#include "server/http/services.h"

namespace kb {

class App {
public:
    // `services` outlives the app.
    explicit App(const Services& services);

    // From many threads; never throws for what a client can send.
    HttpResponse answer(HttpRequest request) const;

    // For what never became a request; see Listener::Refuse.
    HttpResponse refuse(int status) const;

private:
    std::string new_address(const HttpRequest& request, Caller caller, const Route* route) const;
    HttpResponse dispatch(const HttpRequest& request, const RouteMatch& match) const;
    void check_rate(const HttpRequest& request, const Identity& identity, const Route* route) const;
    HttpResponse dress(const HttpRequest& request, const Route* route, const Failure& failure) const;
    void finish(const HttpRequest& request, const Route* route, HttpResponse& response) const;

    const Services& services_;
    TrustedProxies proxies_;
    mutable RateGate gate_;  // these two lock for themselves
    mutable RefusalLog refusal_log_;
};

}  // namespace kb
