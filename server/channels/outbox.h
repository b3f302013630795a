// SPDX-License-Identifier: GPL-2.0-or-later
// Sends what tickets owe, again and again until it is delivered, and erases tickets whose days are over. The
// state is in the store, so a restart goes on where the last run stopped.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <stop_token>
#include <vector>

#include "server/channels/sender.h"
#include "server/store/outbox_store.h"

namespace kb {

class Clock;
class Store;

class Outbox {
public:
    // `store` and `clock` outlive this.
    Outbox(Store& store, std::vector<std::unique_ptr<Sender>> senders, int keep_days, const Clock& clock,
           int keep_closed_days = 3650);

    // What is due now, once, until a target fails: it rests, the others go on. How many were tried.
    int send_due();

    // Until stopped: at each wake(), and when the next is due.
    void run(const std::stop_token& stop);
    void wake();  // a ticket was added; from any thread

    // 10 s, 20 s, 40 s … an hour; then every hour for as long as the ticket is kept.
    static std::chrono::seconds pause_after(std::int64_t attempts);

private:
    struct Lane {
        std::unique_ptr<Sender> sender;
        std::int64_t failures = 0;  // in a row
        std::chrono::steady_clock::time_point rests_until{};
    };

    int send_lane(Lane& lane);
    bool send_one(Sender& sender, const Delivery& delivery);
    void erase_old();
    void look_at_clock();
    void turn();

    TicketStore tickets_;
    OutboxStore outbox_;
    std::vector<Lane> lanes_;
    std::chrono::seconds keep_, keep_closed_;
    const Clock& clock_;
    std::chrono::steady_clock::time_point next_erase_{};
    std::chrono::system_clock::time_point known_time_;  // as it was at `known_steady_`
    std::chrono::steady_clock::time_point known_steady_;

    std::mutex mutex_;
    std::condition_variable_any has_work_;
    bool is_woken_ = false;
};

}  // namespace kb
