// SPDX-License-Identifier: GPL-2.0-or-later
// Answers already given over one catalog, for the next who asks the same.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "server/search/lru_cache.h"
#include "server/search/searcher.h"

namespace kb {

struct CaseSnapshot;

class AnswerCache {
public:
    using Cases = std::shared_ptr<const CaseSnapshot>;

    explicit AnswerCache(std::size_t max_bytes) : kept_(max_bytes) {}

    // What was answered to the same request while the solved cases were these; null: nothing.
    std::shared_ptr<const SearchAnswer> find(Caller caller, const SearchRequest& request, const Cases& cases);
    void keep(Caller caller, const SearchRequest& request, const Cases& cases,
              std::shared_ptr<const SearchAnswer> answer);

    std::size_t bytes() const { return kept_.bytes(); }

private:
    LruCache<std::string, SearchAnswer> kept_;
};

}  // namespace kb
