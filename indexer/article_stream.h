// SPDX-License-Identifier: GPL-2.0-or-later
// The article files of a tree, read, parsed and analysed on a thread of their own while the caller writes
// the ones before. Order is the tree's order, whatever the threads do. Writes nothing.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "indexer/article_parser.h"
#include "indexer/article_tree.h"
#include "indexer/document_builder.h"
#include "indexer/file_system.h"
#include "indexer/index_writer.h"
#include "indexer/shared_parts.h"
#include "indexer/staff_categories.h"
#include "stemming/protected_words.h"

namespace kb {

struct LoadedFile {
    enum class State {
        unchanged,  // the bytes are those of the known stamp; not parsed
        parsed,
        vanished,  // removed since the tree was scanned
    };
    std::string path;
    State state = State::parsed;
    FileStamp stamp;
    ParseResult result;                       // empty unless parsed
    std::optional<PreparedArticle> prepared;  // of published articles, when asked for
};

// By path: the state in which a file is known already. A file with the same size and time, or the
// same bytes, is not parsed again.
using KnownStamps = std::map<std::string, FileStamp, std::less<>>;

class ArticleStream {
public:
    enum class Depth { parse, prepare };

    // Everything given by reference must outlive the stream. `files` is used from the other thread.
    // Articles of `staff_only` categories come as internal ones.
    ArticleStream(FileSystem& files, std::string articles_dir, const std::vector<TreeFile>& tree,
                  const KnownStamps& known, Depth depth, StaffCategories staff_only = {},
                  ProtectedWords protected_words = {}, SharedParts parts = {});
    ~ArticleStream();
    ArticleStream(const ArticleStream&) = delete;
    ArticleStream& operator=(const ArticleStream&) = delete;

    // The next file in the tree's order; nothing at the end. Rethrows what stopped the other thread.
    // A file that cannot be read is no failure: it comes with a diagnostic and without an article.
    std::optional<LoadedFile> next();

private:
    void run(const std::stop_token& stop);
    void load_all(const std::stop_token& stop);
    LoadedFile load(const TreeFile& file);
    bool push(LoadedFile file, const std::stop_token& stop);

    FileSystem& files_;
    const std::string articles_dir_;
    const std::vector<TreeFile>& tree_;
    const KnownStamps& known_;
    const Depth depth_;
    const StaffCategories staff_only_;
    const ProtectedWords protected_words_;
    const SharedParts parts_;

    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<LoadedFile> queue_;
    bool is_done_ = false;
    std::exception_ptr failure_;
    std::jthread thread_;  // last: it uses everything above
};

}  // namespace kb
