// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/index_reader.h"

#include <xapian.h>

#include <algorithm>

#include "indexer/error.h"
#include "server/search/index_handles_xapian.h"
#include "server/search/name_words.h"

namespace kb {

namespace {

template <typename Call>
auto guarded(Call&& call) {
    try {
        return call();
    } catch (const Xapian::DatabaseModifiedError& error) {
        throw StaleReader(error.get_msg());
    } catch (const Xapian::DatabaseClosedError& error) {
        throw StaleReader(error.get_msg());
    } catch (const Xapian::Error& error) {
        throw IndexError("Индекс не читается: " + error.get_msg() +
                         ". Постройте его заново: kb-index build.");
    }
}

std::shared_ptr<const Postings> read_postings(const Xapian::Database& database, const std::string& term) {
    std::vector<std::uint32_t> docs;
    std::vector<std::uint16_t> counts;
    const auto size = database.get_termfreq(term);
    docs.reserve(size);
    counts.reserve(size);
    for (auto it = database.postlist_begin(term); it != database.postlist_end(term); ++it) {
        docs.push_back(*it);
        counts.push_back(static_cast<std::uint16_t>(std::min<Xapian::termcount>(it.get_wdf(), 65'535)));
    }
    return std::make_shared<const Postings>(std::move(docs), std::move(counts));
}

}  // namespace

struct IndexReader::Impl {
    IndexHandles handles;
    std::shared_ptr<const Catalog> catalog;
    Xapian::Database database;
    TermMatcher matcher;

    // Of every term that is asked for, known or not.
    std::shared_ptr<const Postings> postings(const std::string& term) {
        auto& kept = *catalog->postings;
        auto found = kept.find(term);
        if (found) return found;
        found = guarded([&] { return read_postings(database, term); });
        kept.keep(term, found);
        return found;
    }
};

IndexReader::IndexReader(IndexHandles handles, std::shared_ptr<const Catalog> catalog)
    : impl_(std::make_unique<Impl>(Impl{std::move(handles), std::move(catalog), {}, {}})) {
    impl_->database = impl_->handles.databases().joined;
}

IndexReader::~IndexReader() = default;

const Catalog& IndexReader::catalog() const { return *impl_->catalog; }
const std::shared_ptr<const Catalog>& IndexReader::shared_catalog() const { return impl_->catalog; }

NameCache& IndexReader::names() const { return *impl_->catalog->names; }
SectionCache& IndexReader::sections() const { return *impl_->catalog->sections; }

std::uint32_t IndexReader::documents_with(const std::string& term) const {
    if (const auto known = impl_->catalog->postings->find(term))
        return static_cast<std::uint32_t>(known->docs().size());
    return guarded([&] { return impl_->database.get_termfreq(term); });
}

std::vector<WeightedPostings> IndexReader::postings(const std::vector<WeightedTerm>& terms) const {
    std::vector<WeightedPostings> lists;
    lists.reserve(terms.size());
    for (const auto& [term, weight] : terms) lists.push_back({impl_->postings(term), weight});
    return lists;
}

std::vector<ScoredDoc> IndexReader::match(DocKind kind, const std::vector<WeightedPostings>& terms, Bm25 bm25,
                                          std::size_t depth, const ArticleFilter& filter) const {
    return impl_->matcher.best(terms, catalog(), kind, bm25, depth, filter);
}

std::shared_ptr<const Postings> IndexReader::postings(const std::string& term) const {
    return impl_->postings(term);
}

std::string IndexReader::data(DocId doc) const {
    return guarded([&] { return impl_->database.get_document(doc).get_data(); });
}

std::vector<std::pair<std::string, std::uint32_t>> IndexReader::terms_of(DocId doc, char prefix) const {
    return guarded([&] {
        std::vector<std::pair<std::string, std::uint32_t>> out;
        auto it = impl_->database.termlist_begin(doc);
        it.skip_to(std::string(1, prefix));
        for (; it != impl_->database.termlist_end(doc); ++it) {
            const std::string term = *it;
            if (term.empty() || term[0] != prefix) break;
            out.emplace_back(term.substr(1), it.get_wdf());
        }
        return out;
    });
}

}  // namespace kb
