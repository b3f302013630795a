// SPDX-License-Identifier: GPL-2.0-or-later
// «Помогло? Да / нет», counted by article and day. Keeps nothing of who voted.
#pragma once

#include <cstdint>
#include <string>

namespace kb {

class Store;

struct Votes {
    std::int64_t helpful = 0;
    std::int64_t unhelpful = 0;

    bool operator==(const Votes&) const = default;
};

class FeedbackStore {
public:
    // `store` may be null: then nothing is kept.
    explicit FeedbackStore(Store* store) : store_(store) {}

    // Returns at once; false when it will not be kept.
    bool add_vote(const std::string& article_id, bool is_helpful, std::int64_t now_s);
    // Throws StoreError.
    Votes votes(const std::string& article_id) const;

private:
    Store* store_;
};

}  // namespace kb
