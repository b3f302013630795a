// SPDX-License-Identifier: GPL-2.0-or-later
// Writes the two databases of one generation folder: public/ and internal/. The folder's life
// (locking, switching, checksums) is generation.h's.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article.h"

namespace kb {

struct PreparedArticle;  // document_builder.h

// Which state of a file an indexed article was made from.
struct FileStamp {
    std::uint64_t size_bytes = 0;
    std::int64_t modified_ns = 0;
    std::string hash;  // of the bytes, hex

    bool operator==(const FileStamp&) const = default;
};

struct IndexedFile {
    std::string path;
    std::string id;
    FileStamp stamp;
    Audience audience = Audience::public_;
    std::string category = {};
};

class IndexWriter {
public:
    enum class Mode { create, update };

    // `create` starts two empty databases, `update` opens what is there.
    // Throws BusyError (somebody writes), IndexError (damaged, other format), IoError.
    IndexWriter(const std::string& generation_dir, Mode mode);
    ~IndexWriter();
    IndexWriter(const IndexWriter&) = delete;
    IndexWriter& operator=(const IndexWriter&) = delete;

    // What the databases hold, sorted by path. A path that a killed update left
    // in both databases is listed twice.
    std::vector<IndexedFile> files() const;

    // Replaces whatever stood under the article's path, in either database.
    void put(const Article& article, const FileStamp& stamp);
    // The same for an article analysed elsewhere, on another thread for instance.
    void put(const PreparedArticle& article);
    void remove(std::string_view path);

    // Keeps a text beside the articles of one audience ("categories", "synonyms", "redirects").
    void set_text(Audience audience, std::string_view name, std::string_view text);
    std::string text(Audience audience, std::string_view name) const;

    // Makes everything since the last commit visible, public first: an article
    // that becomes internal leaves the customers' sight before anything else
    // happens. Nothing changed: writes nothing.
    void commit();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kb
