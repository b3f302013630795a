// SPDX-License-Identifier: GPL-2.0-or-later
// What the readers of one catalog have read of the index: in which documents a term stands, how often, and
// what share of the term's weight each of them gets.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/search/lru_cache.h"

namespace kb {

// BM25's two knobs for one kind of documents.
struct Bm25 {
    double k1 = 1.2;
    double b = 0.75;

    bool operator==(const Bm25&) const = default;
};

// Of one term; both lists go together, and never change once made.
class Postings {
public:
    // What BM25 makes of the count in a document, 0–1.
    struct Share {
        std::uint32_t place = 0;  // of the document among those of its kind
        float share = 0;
    };
    struct Shares {
        Bm25 bm25;               // the setting of its knobs
        std::vector<Share> all;  // places rise
    };

    Postings() = default;
    Postings(std::vector<std::uint32_t> docs, std::vector<std::uint16_t> counts)
        : docs_(std::move(docs)), counts_(std::move(counts)) {}

    Postings(const Postings&) = delete;
    Postings& operator=(const Postings&) = delete;
    ~Postings() { delete shares_.load(std::memory_order_relaxed); }

    const std::vector<std::uint32_t>& docs() const { return docs_; }  // rising
    const std::vector<std::uint16_t>& counts() const {
        return counts_;
    }  // of the term in each; at most 65 535

    // As `make` makes them; the first ones asked for are kept, and others made each time. Good as long as
    // these are. For many threads.
    std::shared_ptr<const Shares> shares(Bm25 bm25, const std::function<Shares()>& make) const;

private:
    std::vector<std::uint32_t> docs_;
    std::vector<std::uint16_t> counts_;
    mutable std::atomic<const Shares*> shares_{nullptr};  // owned; never changed once set
};

class PostingCache {
public:
    explicit PostingCache(std::size_t max_bytes) : kept_(max_bytes) {}

    std::shared_ptr<const Postings> find(std::string_view term) {
        return kept_.find(term);
    }  // null: not kept
    void keep(std::string_view term, std::shared_ptr<const Postings> postings) {
        constexpr std::size_t kEntryBytes = 200;  // of an entry beside its term and lists, about
        const std::size_t bytes =
            kEntryBytes + term.size() +
            postings->docs().capacity() * (sizeof(std::uint32_t) + sizeof(Postings::Share)) +
            postings->counts().capacity() * sizeof(std::uint16_t);
        kept_.keep(std::string(term), std::move(postings), bytes);
    }

    std::size_t bytes() const { return kept_.bytes(); }

private:
    LruCache<std::string, Postings> kept_;
};

}  // namespace kb
