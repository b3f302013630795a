// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/catalog_builder.h"

#include <xapian.h>

#include <algorithm>

#include "indexer/error.h"
#include "indexer/links.h"
#include "server/search/card_lists.h"
#include "server/search/facets.h"
#include "server/search/index_handles_xapian.h"
#include "server/search/name_words.h"
#include "stemming/analyzer.h"
#include "stemming/stop_words.h"
#include "stemming/support_synonyms.h"

namespace kb {

namespace {

template <typename Call>
auto guarded(const std::string& what, Call&& call) {
    try {
        return call();
    } catch (const Xapian::DatabaseOpeningError& error) {
        throw IndexError("Индекс не открывается (" + what + "): " + error.get_msg() +
                         ". Постройте его: kb-index build --articles articles --index data/index.");
    } catch (const Xapian::Error& error) {
        throw IndexError("Индекс не читается (" + what + "): " + error.get_msg() +
                         ". Постройте его заново: kb-index build.");
    }
}

class Builder {
public:
    explicit Builder(const IndexHandles& handles)
        : handles_(handles), shards_(handles.databases().shards), joined_(handles.databases().joined) {}

    std::shared_ptr<const Catalog> build(const std::string& generation);

private:
    void read_articles();
    void read_kinds();
    ArticleIndex linked_article(const std::string& path) const;
    void read_docs();
    void read_words();
    void read_texts();
    void index_articles();
    void read_names();
    void add_completions();

    const IndexHandles& handles_;
    std::vector<Xapian::Database> shards_;  // handles to what handles_ has open
    Xapian::Database joined_;
    std::unordered_map<DocId, ArticleIndex> by_whole_;
    std::shared_ptr<Catalog> out_ = std::make_shared<Catalog>();
    Analyzer analyzer_;
};

void Builder::read_articles() {
    const auto term = kind_term(DocKind::whole);
    for (auto it = joined_.postlist_begin(term); it != joined_.postlist_end(term); ++it) {
        CatalogArticle article;
        article.record = decode_article(joined_.get_document(*it).get_data());
        article.whole = *it;
        out_->articles.push_back(std::move(article));
    }
    std::sort(out_->articles.begin(), out_->articles.end(),
              [](const auto& a, const auto& b) { return a.record.article.path < b.record.article.path; });
    for (ArticleIndex i = 0; i < out_->articles.size(); ++i) {
        by_whole_[out_->articles[i].whole] = i;
        out_->by_path.emplace(out_->articles[i].record.article.path, i);
    }
}

void Builder::read_kinds() {
    out_->docs.resize(joined_.get_lastdocid() + 1);
    for (const auto kind : {DocKind::name, DocKind::whole, DocKind::section}) {
        const auto term = kind_term(kind);
        double length = 0;
        auto& all = out_->of_kind(kind);
        for (auto it = joined_.postlist_begin(term); it != joined_.postlist_end(term); ++it) {
            auto& doc = out_->docs[*it];
            doc.length = it.get_doclength();
            doc.place = static_cast<std::uint32_t>(all.docs.size());
            length += doc.length;
            all.docs.push_back(*it);
        }
        if (length > 0) all.mean_length = length / static_cast<double>(all.docs.size());
    }
}

ArticleIndex Builder::linked_article(const std::string& path) const {
    for (const auto& candidate : link_candidates(path))
        if (const auto found = out_->by_path.find(candidate); found != out_->by_path.end())
            return found->second;
    return kNoArticle;
}

// Documents know their article by the number of its `whole` document within their own
// database; joining interleaves the numbers: (local − 1) × shards + shard + 1.
void Builder::read_docs() {
    const auto shard_count = static_cast<DocId>(shards_.size());
    std::vector<bool> is_given(out_->docs.size());  // names that a link of another article gives
    for (DocId shard = 0; shard < shard_count; ++shard) {
        const auto joined = [&](DocId local) { return (local - 1) * shard_count + shard + 1; };
        auto& database = shards_[shard];
        for (auto it = database.valuestream_begin(kArticleSlot); it != database.valuestream_end(kArticleSlot);
             ++it) {
            const auto whole = static_cast<DocId>(Xapian::sortable_unserialise(*it));
            const auto found = by_whole_.find(joined(whole));
            if (found != by_whole_.end()) out_->docs[joined(it.get_docid())].article = found->second;
        }
        for (auto it = database.valuestream_begin(kKindSlot); it != database.valuestream_end(kKindSlot); ++it)
            out_->docs[joined(it.get_docid())].kind = static_cast<DocKind>((*it).empty() ? 'p' : (*it)[0]);
        for (auto it = database.valuestream_begin(kTargetSlot); it != database.valuestream_end(kTargetSlot);
             ++it) {
            out_->docs[joined(it.get_docid())].article = linked_article(*it);
            is_given[joined(it.get_docid())] = true;
        }
        for (auto it = database.valuestream_begin(kSectionSlot); it != database.valuestream_end(kSectionSlot);
             ++it)
            out_->docs[joined(it.get_docid())].section =
                static_cast<std::uint32_t>(Xapian::sortable_unserialise(*it));
    }
    for (auto& kind : out_->kinds)
        for (const DocId id : kind.docs) kind.articles.push_back(out_->docs[id].article);
    for (DocId id = 1; id < out_->docs.size(); ++id) {
        const auto& doc = out_->docs[id];
        if (doc.article == kNoArticle) continue;
        auto& article = out_->articles[doc.article];
        if (doc.kind == DocKind::page) article.page = id;
        if (doc.kind == DocKind::name && article.title == 0 && !is_given[id]) article.title = id;
        if (doc.kind != DocKind::section) continue;
        if (article.sections.size() <= doc.section) article.sections.resize(doc.section + 1);
        article.sections[doc.section] = id;
    }
}

void Builder::read_words() {
    const std::string prefix(1, prefixes_of(DocKind::whole).form);
    for (auto it = joined_.allterms_begin(prefix); it != joined_.allterms_end(prefix); ++it)
        out_->words.add((*it).substr(1), it.get_termfreq());
    out_->spelling = std::make_unique<SpellingIndex>(out_->words);
}

void Builder::read_texts() {
    // The last shard is the widest audience's: its texts hold everything the caller may know.
    auto& widest = shards_.back();
    out_->categories = parse_categories("categories.yaml", widest.get_metadata("categories")).categories;
    for (auto& redirect : parse_redirects("redirects.txt", widest.get_metadata("redirects")).redirects)
        out_->redirects.emplace(std::move(redirect.from), std::move(redirect.to));
    out_->synonyms.add("support_synonyms.txt", support_synonyms(), analyzer_);
    Synonyms writers;  // theirs alone: what the thesaurus holds is not this base's to be corrected to
    writers.add("synonyms.txt", widest.get_metadata("synonyms"), analyzer_);
    for (const auto& word : writers.words()) out_->synonym_words.add(word, 1);
    out_->synonym_spelling = std::make_unique<SpellingIndex>(out_->synonym_words);
    out_->synonyms.add("synonyms.txt", widest.get_metadata("synonyms"), analyzer_);
}

void Builder::index_articles() {
    for (ArticleIndex i = 0; i < out_->articles.size(); ++i) {
        const auto& record = out_->articles[i].record;
        const auto& article = record.article;
        out_->by_id.emplace(article.id, i);
        out_->by_slug.emplace(article.slug, i);
        for (const auto& old : article.redirect_from)
            out_->redirects.emplace(old.substr(std::min(old.find_first_not_of('/'), old.size())), article.id);
        for (const auto& file : record.files) out_->shown_files.emplace(file, i);
        for (const auto& query : article.pin_for) out_->pins.emplace(pin_key(query, analyzer_), i);
    }
}

void Builder::read_names() {
    for (const auto& article : out_->articles) {
        auto& words = out_->name_words.emplace_back();
        for (const auto& token : analyzer_.analyze(article.record.article.title)) {
            if (token.is_stop_word || token.is_compound || is_frame_word(token.text)) continue;
            const auto next = static_cast<Catalog::NameWord>(out_->name_word_ids.size());
            const auto& form = token.derived.empty() ? token.stem : token.derived;
            const auto word = out_->name_word_ids.try_emplace(form, next).first->second;
            if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
        }
    }
}

void Builder::add_completions() {
    for (ArticleIndex i = 0; i < out_->articles.size(); ++i) {
        const auto& article = out_->articles[i].record.article;
        out_->completions.add({article.title, CompletionKind::title, i, 0, 0}, analyzer_);
        for (const auto& alias : article.aliases)
            out_->completions.add({alias, CompletionKind::alias, i, 0, 0}, analyzer_);
        std::uint32_t place = 0;
        for (const auto& section : article.sections) {
            if (!section.title.empty() && section.title != article.title)
                out_->completions.add({section.title, CompletionKind::heading, i, place, 0}, analyzer_);
            ++place;
        }
    }
    out_->completions.finish(analyzer_);
}

std::shared_ptr<const Catalog> Builder::build(const std::string& generation) {
    out_->state.generation = generation;
    out_->state.revisions = handles_.revisions();
    out_->protected_words = parse_words(shards_.front().get_metadata("protected"));
    analyzer_.protect(out_->protected_words);
    read_articles();
    read_kinds();
    read_docs();
    read_words();
    read_texts();
    index_articles();
    add_traits(*out_);
    read_names();
    add_completions();
    out_->lists = make_card_lists(*out_);
    out_->names = std::make_unique<NameCache>(out_->docs.size());
    return out_;
}

}  // namespace

std::string pin_key(std::string_view query, Analyzer& analyzer) {
    std::vector<std::string> stems;
    for (const auto& token : analyzer.analyze(query))
        if (!token.is_stop_word && !token.is_compound) stems.push_back(token.derived);
    std::sort(stems.begin(), stems.end());
    std::string key;
    for (const auto& stem : stems) key += stem + ' ';
    return key;
}

std::shared_ptr<const Catalog> build_catalog(const std::string& generation, const IndexHandles& handles) {
    return guarded(generation, [&] { return Builder(handles).build(generation); });
}

}  // namespace kb
