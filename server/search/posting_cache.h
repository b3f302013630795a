// SPDX-License-Identifier: GPL-2.0-or-later
// What the readers of one catalog have read of the index: in which documents a term stands, and how often.
// Bounded: terms not asked for longest go first. For many threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kb {

// Of one term; both lists go together. Never changed once made.
struct Postings {
    std::vector<std::uint32_t> docs;    // rising
    std::vector<std::uint16_t> counts;  // how often the term stands in each; at most 65 535
};

class PostingCache {
public:
    explicit PostingCache(std::size_t max_bytes) : max_bytes_(max_bytes) {}

    std::shared_ptr<const Postings> find(std::string_view term);  // null: not kept
    void keep(std::string_view term, std::shared_ptr<const Postings> postings);

    std::size_t bytes() const;

private:
    struct Entry {
        std::string term;
        std::shared_ptr<const Postings> postings;
        std::size_t bytes = 0;
    };

    const std::size_t max_bytes_;
    mutable std::mutex mutex_;
    std::list<Entry> entries_;                                                 // asked for last first
    std::unordered_map<std::string_view, std::list<Entry>::iterator> places_;  // by the entries' own terms
    std::size_t bytes_ = 0;
};

}  // namespace kb
