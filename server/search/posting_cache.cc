// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/posting_cache.h"

#include <utility>

namespace kb {

namespace {

constexpr std::size_t kEntryBytes = 200;  // of an entry beside its term and lists, about

}  // namespace

std::shared_ptr<const Postings> PostingCache::find(std::string_view term) {
    const std::lock_guard lock(mutex_);
    const auto place = places_.find(term);
    if (place == places_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, place->second);
    return place->second->postings;
}

void PostingCache::keep(std::string_view term, std::shared_ptr<const Postings> postings) {
    const std::size_t bytes = kEntryBytes + term.size() + postings->docs.capacity() * sizeof(std::uint32_t) +
                              postings->counts.capacity() * sizeof(std::uint16_t);
    const std::lock_guard lock(mutex_);
    if (bytes > max_bytes_ || places_.contains(term)) return;
    while (bytes_ + bytes > max_bytes_) {
        bytes_ -= entries_.back().bytes;
        places_.erase(entries_.back().term);
        entries_.pop_back();
    }
    entries_.push_front({std::string(term), std::move(postings), bytes});
    places_.emplace(entries_.front().term, entries_.begin());
    bytes_ += bytes;
}

std::size_t PostingCache::bytes() const {
    const std::lock_guard lock(mutex_);
    return bytes_;
}

}  // namespace kb
