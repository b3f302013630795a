// SPDX-License-Identifier: GPL-2.0-or-later
// Answers already given over one catalog, for the next who asks the same. Bounded: those not asked for
// longest go first. For many threads.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "server/search/searcher.h"

namespace kb {

struct CaseSnapshot;

class AnswerCache {
public:
    using Cases = std::shared_ptr<const CaseSnapshot>;

    explicit AnswerCache(std::size_t max_bytes);
    ~AnswerCache();

    // What was answered to the same request while the solved cases were these; null: nothing.
    std::shared_ptr<const SearchAnswer> find(Caller caller, const SearchRequest& request, const Cases& cases);
    void keep(Caller caller, const SearchRequest& request, const Cases& cases,
              std::shared_ptr<const SearchAnswer> answer);

    std::size_t bytes() const;

private:
    struct Entry {
        std::string key;
        std::shared_ptr<const SearchAnswer> answer;
        std::size_t bytes = 0;
    };

    const std::size_t max_bytes_;
    mutable std::mutex mutex_;
    Cases cases_;               // what all entries were made with
    std::list<Entry> entries_;  // asked for last first
    std::unordered_map<std::string_view, std::list<Entry>::iterator> places_;  // by the entries' own keys
    std::size_t bytes_ = 0;
};

}  // namespace kb
