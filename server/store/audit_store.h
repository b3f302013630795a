// SPDX-License-Identifier: GPL-2.0-or-later
// What staff changed: who, when, what, from where. Rows are only added, and go when their days are over.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace kb {

class Store;

struct AuditEntry {
    std::int64_t at_s = 0;
    std::int64_t account_id = 0;  // 0: nobody with an account
    std::string who;              // the login, "internal_token", "kb-server"
    std::string action;           // "sign-in", "case.deleted"; stable
    std::string object;           // what it was done to: a login, an id; never what people wrote
    std::string address;
};

struct StoredAudit {
    std::int64_t id = 0;
    AuditEntry entry;
};

class AuditStore {
public:
    // `store` outlives this.
    explicit AuditStore(Store& store) : store_(store) {}

    // Returns at once; on the disk within milliseconds. Texts are cut to a line's length.
    void add(AuditEntry entry);

    // Newest first; `before_id` 0: from the newest. Throws StoreError.
    std::vector<StoredAudit> list(std::int64_t before_id, int limit) const;

    // What is older than the days goes, and of more than kMostAudit rows the oldest.
    void prune(int keep_days, std::int64_t now_s);

private:
    Store& store_;
};

inline constexpr std::int64_t kMostAudit = 1'000'000;

}  // namespace kb
