// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/index_reader.h"

#include <xapian.h>

#include "indexer/error.h"
#include "server/search/field_bm25.h"
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

Xapian::Query to_query(const std::vector<WeightedTerm>& terms) {
    std::vector<Xapian::Query> parts;
    parts.reserve(terms.size());
    for (const auto& term : terms) {
        const Xapian::Query leaf(term.term);
        parts.push_back(term.weight == 1 ? leaf
                                         : Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, leaf, term.weight));
    }
    return {Xapian::Query::OP_OR, parts.begin(), parts.end()};
}

}  // namespace

struct IndexReader::Impl {
    IndexHandles handles;
    std::shared_ptr<const Catalog> catalog;
    Xapian::Database database;
    NameCache names;
};

IndexReader::IndexReader(IndexHandles handles, std::shared_ptr<const Catalog> catalog)
    : impl_(std::make_unique<Impl>(Impl{std::move(handles), std::move(catalog), {}, {}})) {
    impl_->database = impl_->handles.databases().joined;
}

IndexReader::~IndexReader() = default;

const Catalog& IndexReader::catalog() const { return *impl_->catalog; }
const std::shared_ptr<const Catalog>& IndexReader::shared_catalog() const { return impl_->catalog; }

NameCache& IndexReader::names() const { return impl_->names; }

std::uint32_t IndexReader::documents_with(const std::string& term) const {
    return guarded([&] { return impl_->database.get_termfreq(term); });
}

std::vector<ScoredDoc> IndexReader::match(DocKind kind, const std::vector<WeightedTerm>& terms, Bm25 bm25,
                                          std::size_t depth, const ArticleFilter& filter) const {
    if (terms.empty()) return {};
    return guarded([&] {
        Xapian::Enquire enquire(impl_->database);
        enquire.set_query(to_query(terms));
        enquire.set_weighting_scheme(FieldBm25(impl_->catalog->stats(kind), bm25));
        // Not with a MatchDecider: of two databases joined, it is told each one's own document numbers.
        const auto wanted = static_cast<Xapian::doccount>(depth);
        for (Xapian::doccount window = filter ? 2 * wanted : wanted;; window *= 4) {
            const auto matches = enquire.get_mset(0, window);
            std::vector<ScoredDoc> out;
            for (auto it = matches.begin(); it != matches.end() && out.size() < depth; ++it) {
                const auto article = impl_->catalog->doc(*it).article;
                if (article != kNoArticle && (!filter || filter(article)))
                    out.push_back({*it, it.get_weight()});
            }
            if (!filter || out.size() == depth || matches.size() < window) return out;
        }
    });
}

std::vector<bool> IndexReader::which_have(const std::string& term, const std::vector<DocId>& docs) const {
    std::vector<bool> out(docs.size());
    guarded([&] {
        auto it = impl_->database.postlist_begin(term);
        const auto end = impl_->database.postlist_end(term);
        for (std::size_t i = 0; i < docs.size() && it != end; ++i) {
            it.skip_to(docs[i]);
            out[i] = it != end && *it == docs[i];
        }
    });
    return out;
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
