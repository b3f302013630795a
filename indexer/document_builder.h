// SPDX-License-Identifier: GPL-2.0-or-later
// From an Article to the terms and records the index will hold. Writes nothing; knows nothing of Xapian.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "indexer/article.h"
#include "indexer/index_writer.h"
#include "indexer/schema.h"
#include "stemming/protected_words.h"

namespace kb {

struct IndexDocument {
    DocKind kind = DocKind::whole;
    std::uint32_t section = 0;                                 // of `section` documents: place in the article
    std::vector<std::pair<std::string, std::uint32_t>> terms;  // with prefix; 0: boolean
    std::string data;
    std::string target;  // of names given by a link: path of the article that is meant
};

// An article ready to be written, made on any thread.
struct PreparedArticle {
    std::string path;
    Audience audience = Audience::public_;
    std::vector<IndexDocument> documents;  // the `whole` document first
};

// Keeps an analyzer: reuse it, and give each thread its own.
class DocumentBuilder {
public:
    explicit DocumentBuilder(ProtectedWords protected_words = {});
    ~DocumentBuilder();
    DocumentBuilder(const DocumentBuilder&) = delete;
    DocumentBuilder& operator=(const DocumentBuilder&) = delete;

    PreparedArticle build(const Article& article, const FileStamp& stamp);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// 4-grams of a folded word with its boundaries marked: «код» → «_код», «код_». Words
// of fewer than three letters have none.
void append_grams(std::string_view word, std::vector<std::string>& grams);

}  // namespace kb
