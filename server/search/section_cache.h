// SPDX-License-Identifier: GPL-2.0-or-later
// Sections and names that were shown lately, with the words of their texts found and hashed and their
// sentences cut: the same few are answers to many questions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/search/catalog.h"
#include "server/search/lru_cache.h"
#include "server/search/snippet.h"

namespace kb {

class IndexReader;

struct KeptSection {
    std::string title, anchor, text;
    std::shared_ptr<const Tokens> title_tokens, text_tokens;
    std::shared_ptr<const Sentences> sentences;  // of the text
};

// What an article is called.
struct KeptNames {
    struct TitleWord {
        ByteRange range;                   // in the title
        std::vector<std::uint64_t> grams;  // word_grams
    };
    Tokens title;
    std::vector<TitleWord> title_words;
    std::vector<Tokens> aliases;  // of each
};

class SectionCache {
public:
    explicit SectionCache(std::size_t max_bytes) : sections_(max_bytes), names_(max_bytes / 8) {}

    std::shared_ptr<const KeptSection> section(DocId section, const IndexReader& reader, TextTools& tools);

    std::shared_ptr<const KeptNames> names(const CatalogArticle& article, TextTools& tools);

    std::size_t bytes() const { return sections_.bytes() + names_.bytes(); }

private:
    LruCache<DocId, KeptSection> sections_;
    LruCache<DocId, KeptNames> names_;  // by the document of the title
};

}  // namespace kb
