// SPDX-License-Identifier: GPL-2.0-or-later
// What a searcher keeps in memory of the databases one kind of caller may see: which document
// belongs to which article, the articles' cards, the words. Immutable once built, but for what readers have
// read of this state of the index; shared by threads.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/article_record.h"
#include "indexer/base_files.h"
#include "indexer/schema.h"
#include "server/search/completion_index.h"
#include "server/search/posting_cache.h"
#include "server/search/searcher.h"
#include "stemming/spelling.h"
#include "stemming/synonyms.h"
#include "stemming/word_list.h"

namespace kb {

class AnswerCache;
class CardLists;
class SectionCache;
class NameCache;

using ArticleIndex = std::uint32_t;  // place in Catalog::articles
using DocId = std::uint32_t;         // of the joined databases, from 1
inline constexpr ArticleIndex kNoArticle = std::numeric_limits<ArticleIndex>::max();
inline constexpr std::uint32_t kNoPlace = std::numeric_limits<std::uint32_t>::max();

struct DocInfo {
    ArticleIndex article = kNoArticle;
    DocKind kind = DocKind::page;
    std::uint32_t section = 0;       // of section documents: place in the article
    std::uint32_t length = 0;        // in terms; of kinds that are searched
    std::uint32_t place = kNoPlace;  // in KindDocs::docs; of kinds that are searched
};

// The documents of one kind.
struct KindDocs {
    std::vector<DocId> docs;             // rising
    std::vector<ArticleIndex> articles;  // of each
    double mean_length = 1;              // in terms
};

struct CatalogArticle {
    ArticleRecord record;
    DocId whole = 0;
    DocId page = 0;
    DocId title = 0;              // the name document of its title
    std::vector<DocId> sections;  // by place
};

using FacetNames = std::vector<std::shared_ptr<const FacetName>>;  // by value, each once

// What is looked at of hundreds of articles for each question, so it lies close together.
struct ArticleTraits {
    DocId whole = 0;
    DocId title = 0;
    std::uint32_t category = 0;  // place in Catalog::article_categories
    std::uint32_t type = 0;      // … article_types
    std::uint32_t lang = 0;      // … article_langs
};

// Identifies what the databases held when they were read; equal states have equal catalogs.
struct IndexState {
    std::string generation;                // name of the generation folder
    std::vector<std::uint64_t> revisions;  // of each database

    bool operator==(const IndexState&) const = default;
};

struct Catalog {
    IndexState state;
    std::vector<CatalogArticle> articles;  // sorted by path
    std::vector<DocInfo> docs;             // by DocId
    std::array<KindDocs, 256> kinds{};     // by the letter of DocKind
    std::vector<Category> categories;
    std::vector<ArticleTraits> traits;                            // of each article
    FacetNames article_categories, article_types, article_langs;  // that articles have
    std::unordered_map<std::string, ArticleIndex> by_id, by_slug, by_path;
    std::unordered_map<std::string, std::string> redirects;     // old slug → id
    std::unordered_map<std::string, ArticleIndex> shown_files;  // path → an article that shows it
    std::unordered_map<std::string, ArticleIndex> pins;         // pin_key of a query → article
    using NameWord = std::uint32_t;
    std::unordered_map<std::string, NameWord> name_word_ids;  // derived form → number
    std::vector<std::vector<NameWord>> name_words;            // of each article's title, without repeats
    WordList words;
    std::unique_ptr<const SpellingIndex> spelling;  // over words
    Synonyms synonyms;
    ProtectedWords protected_words;
    WordList synonym_words;  // of the writers' synonyms, known to the base or not
    std::unique_ptr<const SpellingIndex> synonym_spelling;
    CompletionIndex completions;
    std::unique_ptr<const CardLists> lists;
    std::unique_ptr<PostingCache> postings;  // what has been read of the databases; for many threads
    std::unique_ptr<NameCache> names;        // likewise
    std::unique_ptr<AnswerCache> answers;    // what has been answered; likewise
    std::unique_ptr<SectionCache> sections;  // what has been shown; likewise

    Catalog();
    ~Catalog();

    const KindDocs& of_kind(DocKind kind) const { return kinds[static_cast<unsigned char>(kind)]; }
    double count_of(DocKind kind) const {  // at least 1
        return std::max<double>(static_cast<double>(of_kind(kind).docs.size()), 1);
    }
    KindDocs& of_kind(DocKind kind) { return kinds[static_cast<unsigned char>(kind)]; }
    const DocInfo& doc(DocId id) const {
        static const DocInfo kNone;
        return id < docs.size() ? docs[id] : kNone;
    }
};

}  // namespace kb
