// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/store/analytics_store.h"

#include "server/store/masking.h"
#include "server/store/store.h"

namespace kb {
namespace {

constexpr std::int64_t kDay_s = 86'400;
constexpr std::int64_t kRecent_days = 30;

}  // namespace

bool AnalyticsStore::add_search(SearchEvent event) {
    if (store_ == nullptr) return false;
    event.query = mask_query(event.query);
    return store_->post([event = std::move(event)](Database& database) {
        database.run(
            "INSERT INTO searches (at, kind, audience, query, results, verdict) VALUES (?1, ?2, ?3, ?4, ?5, "
            "?6)",
            {event.at_s, event.kind, event.audience, event.query, event.results, event.verdict});
    });
}

bool AnalyticsStore::add_view(const std::string& article_id, std::int64_t now_s) {
    if (store_ == nullptr) return false;
    return store_->post([article_id, now_s](Database& database) {
        database.run(
            "INSERT INTO views (article_id, day, count) VALUES (?1, ?2, 1) ON CONFLICT DO UPDATE SET count = "
            "count + 1",
            {article_id, now_s / kDay_s});
    });
}

bool AnalyticsStore::add_click(const std::string& query, const std::string& article_id, std::int64_t now_s) {
    if (store_ == nullptr) return false;
    return store_->post([masked = mask_query(query), article_id, now_s](Database& database) {
        database.run(
            "INSERT INTO clicks (query, article_id, day, count) VALUES (?1, ?2, ?3, 1) "
            "ON CONFLICT DO UPDATE SET count = count + 1",
            {masked, article_id, now_s / kDay_s});
    });
}

std::vector<std::string> AnalyticsStore::most_viewed(int limit, std::int64_t now_s) const {
    std::vector<std::string> ids;
    if (store_ == nullptr) return ids;
    const auto rows = store_->rows(
        "SELECT article_id FROM views WHERE day > ?1 GROUP BY article_id ORDER BY sum(count) DESC, "
        "article_id "
        "LIMIT ?2",
        {now_s / kDay_s - kRecent_days, std::int64_t{limit}});
    for (const SqlRow& row : rows) ids.push_back(text_of(row.at(0)));
    return ids;
}

std::map<std::string, std::int64_t> AnalyticsStore::view_counts(std::int64_t now_s) const {
    std::map<std::string, std::int64_t> counts;
    if (store_ == nullptr) return counts;
    for (const SqlRow& row :
         store_->rows("SELECT article_id, sum(count) FROM views WHERE day > ?1 GROUP BY article_id",
                      {now_s / kDay_s - kRecent_days}))
        counts[text_of(row.at(0))] = integer_of(row.at(1));
    return counts;
}

std::vector<Gap> AnalyticsStore::gaps(int limit, std::int64_t now_s) const {
    std::vector<Gap> gaps;
    if (store_ == nullptr) return gaps;
    const auto rows = store_->rows(
        "SELECT query, count(*) FROM searches WHERE at > ?1 AND kind = 'search' AND "
        "verdict IN ('none', 'unsure') AND query <> '' GROUP BY query ORDER BY count(*) DESC, query LIMIT ?2",
        {now_s - kRecent_days * kDay_s, std::int64_t{limit}});
    for (const SqlRow& row : rows) gaps.push_back({text_of(row.at(0)), integer_of(row.at(1))});
    return gaps;
}

}  // namespace kb
