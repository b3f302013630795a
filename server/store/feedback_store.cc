// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/store/feedback_store.h"

#include "server/store/store.h"

namespace kb {
namespace {

constexpr std::int64_t kDay_s = 86'400;

}  // namespace

bool FeedbackStore::add_vote(const std::string& article_id, bool is_helpful, std::int64_t now_s) {
    if (store_ == nullptr) return false;
    return store_->post([article_id, is_helpful, now_s](Database& database) {
        const std::int64_t yes = is_helpful ? 1 : 0;
        database.run(
            "INSERT INTO votes (article_id, day, helpful, unhelpful) VALUES (?1, ?2, ?3, ?4) "
            "ON CONFLICT DO UPDATE SET helpful = helpful + ?3, unhelpful = unhelpful + ?4",
            {article_id, now_s / kDay_s, yes, 1 - yes});
    });
}

Votes FeedbackStore::votes(const std::string& article_id) const {
    if (store_ == nullptr) return {};
    const auto rows = store_->rows(
        "SELECT coalesce(sum(helpful), 0), coalesce(sum(unhelpful), 0) FROM votes WHERE article_id = ?1",
        {article_id});
    return {integer_of(rows.at(0).at(0)), integer_of(rows.at(0).at(1))};
}

}  // namespace kb
