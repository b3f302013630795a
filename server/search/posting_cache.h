// SPDX-License-Identifier: GPL-2.0-or-later
// What the readers of one catalog have read of the index: in which documents a term stands, and how often.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/search/lru_cache.h"

namespace kb {

// Of one term; both lists go together. Never changed once made.
struct Postings {
    std::vector<std::uint32_t> docs;    // rising
    std::vector<std::uint16_t> counts;  // how often the term stands in each; at most 65 535
};

class PostingCache {
public:
    explicit PostingCache(std::size_t max_bytes) : kept_(max_bytes) {}

    std::shared_ptr<const Postings> find(std::string_view term) {
        return kept_.find(term);
    }  // null: not kept
    void keep(std::string_view term, std::shared_ptr<const Postings> postings) {
        constexpr std::size_t kEntryBytes = 200;  // of an entry beside its term and lists, about
        const std::size_t bytes = kEntryBytes + term.size() +
                                  postings->docs.capacity() * sizeof(std::uint32_t) +
                                  postings->counts.capacity() * sizeof(std::uint16_t);
        kept_.keep(std::string(term), std::move(postings), bytes);
    }

    std::size_t bytes() const { return kept_.bytes(); }

private:
    LruCache<std::string, Postings> kept_;
};

}  // namespace kb
