// SPDX-License-Identifier: GPL-2.0-or-later
// Deliveries that tickets still owe: which, when next, what went wrong. Keeps the account; sends nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace kb {

class Store;

struct Delivery {
    std::string id;  // the same over all attempts: who receives it twice can tell
    std::int64_t ticket_id = 0;
    std::string target;  // "email", "webhook", "folder"
    std::int64_t attempts = 0;
    std::int64_t next_s = 0;
    std::int64_t delivered_s = 0;  // 0: not yet
    std::string error;             // of the last attempt; empty when it went well
    std::int64_t message_id = 0;   // an agent's answer; 0: the ticket as it came
};

class OutboxStore {
public:
    // `store` outlives this; all but the constructor throw StoreError.
    explicit OutboxStore(Store& store) : store_(store) {}

    // Not delivered and due at this target, the longest waiting first.
    std::vector<Delivery> due(const std::string& target, std::int64_t now_s, int limit) const;
    std::vector<Delivery> of_ticket(std::int64_t ticket_id) const;
    // Not delivered, whatever the target: those that have failed first, then the longest waiting.
    std::vector<Delivery> undelivered(int limit) const;

    void mark_delivered(const std::string& id, std::int64_t now_s);
    void mark_failed(const std::string& id, const std::string& error, std::int64_t next_s);
    // Says why nothing moves on all that waits for a target which is none of these.
    void mark_orphans(const std::vector<std::string>& targets, const std::string& error);

    // Makes what waits due now: of one ticket, or of all for 0. One ticket also gets the targets it
    // never had (configured later). How many deliveries are due by that.
    int retry(std::int64_t ticket_id, const std::vector<std::string>& targets, std::int64_t now_s);

    struct Counts {
        std::int64_t waiting = 0;  // not delivered
        std::int64_t failing = 0;  // of these, tried in vain at least once
    };
    Counts counts() const;

private:
    Store& store_;
};

}  // namespace kb
