// SPDX-License-Identifier: GPL-2.0-or-later
// The one home of Xapian on the reading side: matches weighted terms over one kind of documents and
// fetches their data. Belongs to one thread; what it has read of terms is kept for all readers of its
// catalog.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "server/search/catalog.h"
#include "server/search/index_handles.h"
#include "server/search/term_match.h"

namespace kb {

class NameCache;
class SectionCache;

struct WeightedTerm {
    std::string term;  // with its prefix
    double weight = 1;
};

// The databases changed under a reader too often to finish; open a new one and ask again.
struct StaleReader : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class IndexReader {
public:
    // `catalog` was made from `handles`, or from others with the same revisions.
    IndexReader(IndexHandles handles, std::shared_ptr<const Catalog> catalog);
    ~IndexReader();
    IndexReader(const IndexReader&) = delete;
    IndexReader& operator=(const IndexReader&) = delete;

    const Catalog& catalog() const;
    const std::shared_ptr<const Catalog>& shared_catalog() const;

    // In how many documents a term (with its prefix) stands.
    std::uint32_t documents_with(const std::string& term) const;

    // Of each term, in their order.
    std::vector<WeightedPostings> postings(const std::vector<WeightedTerm>& terms) const;

    // The best `depth` documents of a kind by the sum of their terms' BM25, in no order. Null filter: all.
    std::vector<ScoredDoc> match(DocKind kind, const std::vector<WeightedPostings>& terms, Bm25 bm25,
                                 std::size_t depth, const ArticleFilter& filter) const;

    // In which documents a term (with its prefix) stands; none: an empty list.
    std::shared_ptr<const Postings> postings(const std::string& term) const;

    std::string data(DocId doc) const;

    // Terms of a document under one prefix, with how often each stands in it.
    std::vector<std::pair<std::string, std::uint32_t>> terms_of(DocId doc, char prefix) const;

    // Words of names read before, and sections.
    NameCache& names() const;
    SectionCache& sections() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kb
