// SPDX-License-Identifier: GPL-2.0-or-later
// The measuring stick: what anybody gets from Xapian in an afternoon. Its own term generator and query
// parser with Russian stems and positions, one document an article, nothing of ours but the parsed text.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "indexer/article.h"

namespace kb {

class PlainWriter {
public:
    // Starts an empty database, whatever stood there.
    explicit PlainWriter(const std::string& dir);
    ~PlainWriter();
    PlainWriter(const PlainWriter&) = delete;
    PlainWriter& operator=(const PlainWriter&) = delete;

    // Title with prefix S and without, then the sections' headings and texts, all with positions. The
    // data is path, title and the first 200 bytes, as omindex keeps a sample.
    void put(const Article& article);
    void commit();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// Belongs to one thread.
class PlainReader {
public:
    explicit PlainReader(const std::string& dir);
    ~PlainReader();
    PlainReader(const PlainReader&) = delete;
    PlainReader& operator=(const PlainReader&) = delete;

    // Any of the words; the data of the ten best is read. Returns its bytes.
    std::size_t search(const std::string& text);
    // Title words, the last one as a beginning.
    std::size_t complete(const std::string& typed);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kb
