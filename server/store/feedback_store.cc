// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/store/feedback_store.h"

#include "server/store/masking.h"
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

bool FeedbackStore::add_remark(const Remark& remark, std::int64_t now_s) {
    if (store_ == nullptr) return false;
    return store_->post([remark, comment = mask_text(remark.comment), now_s](Database& database) {
        database.run(
            "INSERT INTO remarks (at, article_id, section, reason, comment) VALUES (?1, ?2, ?3, ?4, ?5)",
            {now_s, remark.article_id, remark.section, remark.reason, comment});
    });
}

std::vector<Remark> FeedbackStore::remarks(const std::string& article_id, int limit) const {
    std::vector<Remark> out;
    if (store_ == nullptr) return out;
    const auto rows = store_->rows(
        "SELECT section, reason, comment FROM remarks WHERE article_id = ?1 ORDER BY at DESC, id DESC LIMIT "
        "?2",
        {article_id, std::int64_t{limit}});
    for (const SqlRow& row : rows)
        out.push_back({article_id, text_of(row.at(0)), text_of(row.at(1)), text_of(row.at(2))});
    return out;
}

Votes FeedbackStore::votes(const std::string& article_id) const {
    if (store_ == nullptr) return {};
    const auto rows = store_->rows(
        "SELECT coalesce(sum(helpful), 0), coalesce(sum(unhelpful), 0) FROM votes WHERE article_id = ?1",
        {article_id});
    return {integer_of(rows.at(0).at(0)), integer_of(rows.at(0).at(1))};
}

std::map<std::string, Votes> FeedbackStore::all_votes() const {
    std::map<std::string, Votes> votes;
    if (store_ == nullptr) return votes;
    for (const SqlRow& row :
         store_->rows("SELECT article_id, sum(helpful), sum(unhelpful) FROM votes GROUP BY article_id"))
        votes[text_of(row.at(0))] = {integer_of(row.at(1)), integer_of(row.at(2))};
    return votes;
}

}  // namespace kb
