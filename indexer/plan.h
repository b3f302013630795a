// SPDX-License-Identifier: GPL-2.0-or-later
// Which files of a tree belong into the index, decided one file at a time in path order, the same way
// for a full build, an update and a check. Touches neither disk nor index.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article_stream.h"
#include "indexer/article_tree.h"
#include "indexer/index_writer.h"
#include "stemming/diagnostic.h"

namespace kb {

// What an index holds, by path. A path that a killed update left in both databases has two entries.
using IndexedFiles = std::map<std::string, std::vector<IndexedFile>, std::less<>>;

IndexedFiles by_path(const std::vector<IndexedFile>& files);

// The files to go through: those of the tree, and the indexed ones in folders that could not be read
// this time, since not seeing a file does not mean that it was deleted. Sorted by path.
std::vector<TreeFile> files_to_visit(const ArticleTree& tree, const IndexedFiles& indexed);

enum class Action {
    none,    // not in the index, and stays out
    keep,    // in the index as it should be
    put,     // new or changed
    remove,  // in the index, and must not be
};

class Plan {
public:
    // Who holds an id.
    struct Owner {
        std::string path;
        Audience audience = Audience::public_;
    };

    // `indexed` must outlive the plan. An empty map plans a full build.
    explicit Plan(const IndexedFiles& indexed) : indexed_(indexed) {}

    // What to do with the next file. Of two files with one id the first by path has it.
    // A file that gives no article keeps its last good version, if the index has one.
    Action decide(const LoadedFile& file);

    // Of all files so far.
    const std::map<std::string, Owner, std::less<>>& owners() const { return owners_; }
    // Drafts and archived articles: read, understood, and kept out.
    const KnownStamps& unpublished() const { return unpublished_; }
    const Diagnostics& diagnostics() const { return diagnostics_; }

    // Stamps of the last run's unpublished files: unchanged ones need no reading.
    void know_unpublished(const KnownStamps& stamps) { known_unpublished_ = stamps; }

private:
    Action decide_unchanged(const LoadedFile& file, const IndexedFile* indexed);
    bool keeps_last_version(const LoadedFile& file, const IndexedFile* indexed);
    bool claim(const std::string& id, const std::string& path, Audience audience);

    const IndexedFiles& indexed_;
    KnownStamps known_unpublished_;
    KnownStamps unpublished_;
    std::map<std::string, Owner, std::less<>> owners_;
    Diagnostics diagnostics_;
};

// The stamps of unpublished files as one text, and back. Unreadable lines are left out: their files are read
// again.
std::string format_stamps(const KnownStamps& stamps);
KnownStamps parse_stamps(std::string_view text);

}  // namespace kb
