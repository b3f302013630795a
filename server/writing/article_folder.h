// SPDX-License-Identifier: GPL-2.0-or-later
// The articles folder as the workshop sees it: what is there, and whole, safe writes. Git, an editor and this
// may write the same files; whoever saves over a version they have not seen is told.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/article.h"
#include "indexer/file_system.h"
#include "indexer/shared_parts.h"
#include "stemming/diagnostic.h"

namespace kb {

// One article file without its text.
struct FolderArticle {
    std::string path;                // below the articles folder
    std::string version;             // changes with the bytes
    std::int64_t modified_s = 0;     // Unix time of the file
    std::optional<Article> article;  // without sections and links; absent: the file cannot become an article
    int problems = 0;                // errors and warnings of parsing
};

struct ArticleSource {
    std::string text;
    std::string version;
};

// Nothing was written: somebody else has saved since. `theirs` is absent when the file is gone.
struct SaveConflict {
    std::optional<ArticleSource> theirs;
};

// The folder at one moment.
struct FolderListing {
    std::string version;                  // changes whenever an article file does, or a shared part
    std::vector<FolderArticle> articles;  // by path

    const FolderArticle* find(std::string_view path) const;
};

class ArticleFolder {
public:
    static constexpr std::size_t kMaxArticleBytes = 256 * 1024;  // as the indexer takes
    static constexpr std::size_t kMaxImageBytes = 5 * 1000 * 1000;

    // `files` outlives this. All calls may come from many threads.
    ArticleFolder(FileSystem& files, std::string dir) : files_(files), dir_(std::move(dir)) {}

    const std::string& dir() const { return dir_; }

    // Every article file as it was at most `fresh` ago; files that did not change are not read again. Who can
    // do with an older look never waits for a newer one. Throws IoError.
    static constexpr std::chrono::milliseconds kFresh{250};
    static constexpr std::chrono::milliseconds kFreshForLinks{3000};
    std::shared_ptr<const FolderListing> listing(std::chrono::milliseconds fresh = kFresh);

    // The base's blocks and variables as they are now; `version` changes with them, empty: there are none.
    struct Parts {
        std::shared_ptr<const SharedParts> parts;
        std::string version;
    };
    Parts parts();

    // Nothing when there is no such file. Throws ConfigError for a path that is none of an article.
    std::optional<ArticleSource> read(std::string_view path);

    // Whether there is such a file below the folder: a picture, an attachment.
    bool has_file(std::string_view path);

    // Writes the whole file when it still is `base_version` (empty: when there is none yet); gives the new
    // version. Throws ConfigError for a bad path or text, IoError when the disk refuses.
    struct Saved {
        std::string version;
        std::optional<SaveConflict> conflict;
    };
    Saved save(std::string_view path, std::string_view text, std::string_view base_version);

    // Takes the file to a new path with a new text. Throws as save() does; a conflict when the file is not
    // `base_version` any more or the new path is taken.
    Saved move(std::string_view from, std::string_view to, std::string_view text,
               std::string_view base_version);

    // Stores a picture beside the article under a name nobody has yet; gives its path below the folder.
    // `name` must be a safe file name with its extension.
    std::string add_image(std::string_view article_path, std::string_view name, std::string_view bytes);

    // Takes away what saves of processes that are gone have left half-written («a.md.4711.tmp»). For a start,
    // before anything is saved. Throws IoError.
    void sweep();

private:
    std::string full_path(std::string_view path);
    std::optional<ArticleSource> read_file(std::string_view path);

    using Stamp = std::pair<std::uint64_t, std::int64_t>;  // size and time
    std::shared_ptr<const FolderListing> known(std::chrono::milliseconds fresh);
    std::shared_ptr<const FolderListing> scan(const std::shared_ptr<const FolderListing>& known);

    FileSystem& files_;
    const std::string dir_;
    std::mutex writing_;         // one write at a time
    std::mutex scanning_;        // one look at a time; also of the stamps
    std::vector<Stamp> stamps_;  // of the newest listing's articles
    std::string listed_parts_;   // the version of those the newest listing was made with
    std::mutex reading_parts_;   // of parts_
    Parts parts_;
    std::mutex mutex_;  // of everything below; taken last
    std::shared_ptr<const FolderListing> listing_;
    std::chrono::steady_clock::time_point listed_at_;
};

// «public/wifi/setup.md»: no "..", no hidden parts, ends with .md. Does not look at the disk.
bool is_article_path(std::string_view path);

}  // namespace kb
