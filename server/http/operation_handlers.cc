// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/operation_handlers.h"

#include "server/clock.h"
#include "server/http/json.h"
#include "server/http/openapi.h"
#include "server/http/routes.h"
#include "server/metrics.h"
#include "server/store/store.h"

namespace kb {
namespace {

HttpResponse uncached(int status, const char* type, std::string body) {
    HttpResponse response{status, type, std::move(body), {}};
    response.set("Cache-Control", "no-store");
    return response;
}

}  // namespace

HttpResponse get_health(const Services& services, const Exchange&) {
    const bool is_ready = services.searcher.is_ready();
    return uncached(200, "application/json",
                    health_json(is_ready, "", is_ready ? services.searcher.version(Caller::public_) : ""));
}

HttpResponse get_ready(const Services& services, const Exchange&) {
    const bool is_ready = services.searcher.is_ready();
    return uncached(
        is_ready ? 200 : 503, "application/json",
        health_json(is_ready, is_ready ? services.searcher.trouble() : services.searcher.why_not_ready(),
                    is_ready ? services.searcher.version(Caller::public_) : ""));
}

HttpResponse get_metrics(const Services& services, const Exchange&) {
    const bool is_ready = services.searcher.is_ready();
    const std::int64_t now = unix_seconds(services.clock);
    services.metrics.note_index(is_ready ? services.searcher.version(Caller::public_) : "", is_ready, now);
    Metrics::StoreState state;
    if (services.store != nullptr) {
        const Store::State counts = services.store->state();
        state = {true, counts.queued, counts.written, counts.dropped, counts.failed};
    }
    return uncached(200, "text/plain; version=0.0.4; charset=utf-8", services.metrics.render(state, now));
}

HttpResponse get_openapi(const Services& services, const Exchange&) {
    static_cast<void>(services);
    static const std::string description = openapi_json(routes());
    return {200, "application/json", description, {}};
}

}  // namespace kb
