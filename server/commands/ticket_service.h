// SPDX-License-Identifier: GPL-2.0-or-later
// Requests from people at work: the store they stand in and the thread that delivers them. Takes new settings
// without losing what waits.
#pragma once

#include <memory>
#include <mutex>
#include <thread>

#include "server/channels/outbox.h"
#include "server/config.h"
#include "server/http/request_desk.h"

namespace kb {

class Store;

class TicketService {
public:
    // `store` outlives this; null: nobody can write to us, and desk() is null. Throws StoreError.
    TicketService(Store* store, const Config& config);
    ~TicketService();
    TicketService(const TicketService&) = delete;
    TicketService& operator=(const TicketService&) = delete;

    RequestDesk* desk() { return desk_.get(); }

    // Where requests go from now on. Throws StoreError.
    void reconfigure(const Config& config);

private:
    void wake();

    Store* store_;
    TicketStore tickets_;
    std::unique_ptr<RequestDesk> desk_;
    std::mutex mutex_;
    std::shared_ptr<Outbox> outbox_;
    std::jthread thread_;
};

}  // namespace kb
