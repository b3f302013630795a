// SPDX-License-Identifier: GPL-2.0-or-later
// What was searched, opened and not found. Queries are masked before they are kept, texts of tickets
// are never kept at all.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace kb {

class Store;

struct SearchEvent {
    std::int64_t at_s = 0;
    std::string kind;      // "search" or "suggest"
    std::string audience;  // audience_name
    std::string query;     // masked by the store; left empty for tickets
    std::int64_t results = 0;
    std::string verdict;  // "found", "unsure", "none"; for tickets verdict_name
};

struct Gap {
    std::string query;
    std::int64_t count = 0;
};

class AnalyticsStore {
public:
    // `store` may be null: then nothing is kept and the lists are empty.
    explicit AnalyticsStore(Store* store) : store_(store) {}

    // These return at once; false when it will not be kept.
    bool add_search(SearchEvent event);
    bool add_view(const std::string& article_id, std::int64_t now_s);
    bool add_click(const std::string& query, const std::string& article_id, std::int64_t now_s);

    // Ids, most viewed of the last 30 days first. Throws StoreError.
    std::vector<std::string> most_viewed(int limit, std::int64_t now_s) const;
    // How often each was opened in the last 30 days, by id. Throws StoreError.
    std::map<std::string, std::int64_t> view_counts(std::int64_t now_s) const;
    // Queries of the last 30 days that found nothing or nothing sure, most frequent first. Throws StoreError.
    std::vector<Gap> gaps(int limit, std::int64_t now_s) const;

private:
    Store* store_;
};

}  // namespace kb
