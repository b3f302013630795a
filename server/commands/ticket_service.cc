// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/commands/ticket_service.h"

#include "server/clock.h"
#include "server/http/form_token.h"

namespace kb {

TicketService::TicketService(Store* store, const Config& config) : store_(store), tickets_(store) {
    if (store == nullptr) return;
    desk_ = std::make_unique<RequestDesk>(
        RequestDesk{tickets_, tickets_.secret("form", new_secret()), [this] { wake(); }});
    reconfigure(config);
}

TicketService::~TicketService() = default;

void TicketService::reconfigure(const Config& config) {
    if (store_ == nullptr) return;
    auto outbox =
        std::make_shared<Outbox>(*store_, make_senders(config.requests, config.name),
                                 config.requests.keep_days, real_clock(), config.requests.keep_closed_days);
    // The old thread ends its letter first: two of them would send the same one twice.
    thread_ = std::jthread();
    thread_ = std::jthread([outbox](const std::stop_token& stop) { outbox->run(stop); });
    const std::lock_guard lock(mutex_);
    outbox_ = std::move(outbox);
}

void TicketService::wake() {
    const std::lock_guard lock(mutex_);
    if (outbox_) outbox_->wake();
}

}  // namespace kb
