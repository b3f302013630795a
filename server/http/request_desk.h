// SPDX-License-Identifier: GPL-2.0-or-later
// What the contact form, the widget and the API need to take a request from a person. Outlives every request.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "server/search/recent_texts.h"
#include "server/store/ticket_store.h"

namespace kb {

struct RequestDesk {
    TicketStore& tickets;
    std::string secret;              // signs forms; the same after a restart
    std::function<void()> on_added;  // a ticket is stored: its deliveries may go; from any thread
    std::shared_ptr<RecentTexts> recent = std::make_shared<RecentTexts>();  // of the last hours
};

}  // namespace kb
