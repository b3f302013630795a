// SPDX-License-Identifier: GPL-2.0-or-later
// Sections that were shown lately, with the words of their texts found and hashed and their sentences cut:
// the same few are answers to many questions.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
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

class SectionCache {
public:
    explicit SectionCache(std::size_t max_bytes) : sections_(max_bytes), titles_(max_bytes / 8) {}

    std::shared_ptr<const KeptSection> section(DocId section, const IndexReader& reader, TextTools& tools);

    // Words of an article's title; `title` is the document of its name.
    std::shared_ptr<const Tokens> title(DocId title, std::string_view text, TextTools& tools);

    std::size_t bytes() const { return sections_.bytes() + titles_.bytes(); }

private:
    LruCache<DocId, KeptSection> sections_;
    LruCache<DocId, Tokens> titles_;
};

}  // namespace kb
