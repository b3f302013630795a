// SPDX-License-Identifier: GPL-2.0-or-later
// kb-server tickets: what people wrote, what is not delivered and why, and another try now. Works beside a
// running server.
#pragma once

#include <string>

namespace kb {

struct TicketOptions {
    std::string store_file = "data/store.sqlite";
    std::string config_file;  // for `retry`: targets that were configured after the ticket was written
    std::string number;       // `show` and `retry`; empty with `retry`: all that wait
    std::string status;       // `list`: only these; empty: all
    bool is_stuck = false;    // `list`: only those with a delivery that fails
    int limit = 50;
};

// Each returns an exit code. Throws StoreError, ConfigError.
int list_tickets(const TicketOptions& options);
int show_ticket(const TicketOptions& options);
int retry_tickets(const TicketOptions& options);

}  // namespace kb
