// SPDX-License-Identifier: GPL-2.0-or-later
// «Помогло? Да / нет», counted by article and day, and what readers said was wrong. Keeps nothing of who
// said it; numbers and addresses in what they wrote are masked.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace kb {

class Store;

struct Votes {
    std::int64_t helpful = 0;
    std::int64_t unhelpful = 0;

    bool operator==(const Votes&) const = default;
};

// What is wrong with an article: reason is not_working, unclear, outdated or off_topic.
struct Remark {
    std::string article_id;
    std::string section;  // anchor; empty: the article as a whole
    std::string reason;
    std::string comment;  // masked by the store; may be empty

    bool operator==(const Remark&) const = default;
};

class FeedbackStore {
public:
    // `store` may be null: then nothing is kept.
    explicit FeedbackStore(Store* store) : store_(store) {}

    // Returns at once; false when it will not be kept.
    bool add_vote(const std::string& article_id, bool is_helpful, std::int64_t now_s);
    bool add_remark(const Remark& remark, std::int64_t now_s);

    // The newest first. Throws StoreError.
    std::vector<Remark> remarks(const std::string& article_id, int limit) const;
    // Of every article somebody voted on, by id. Throws StoreError.
    std::map<std::string, Votes> all_votes() const;
    // Throws StoreError.
    Votes votes(const std::string& article_id) const;

private:
    Store* store_;
};

}  // namespace kb
