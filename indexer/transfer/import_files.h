// SPDX-License-Identifier: GPL-2.0-or-later
// Pictures and files that imported articles refer to, copied beside them as the workshop would store them;
// and what links between imported pages become. Never asks the network.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/file_system.h"
#include "indexer/transfer/import.h"

namespace kb {

class ZipFiles;

class ImportedFiles {
public:
    // Everything outlives this. Copies go below request.articles_dir, nowhere on a dry run.
    ImportedFiles(FileSystem& files, const ImportRequest& request, const Imported& imported,
                  ImportReport& report);
    ~ImportedFiles();

    // `article` of the export has become the file `path`.
    void note_place(const ImportedArticle& article, const std::string& path);

    // What stands in the Markdown of the article at `path` for its address number `number`; a file it names
    // is copied. What could not be done is in the report.
    std::string address(const ImportedArticle& article, std::size_t number, const std::string& path);

private:
    struct Wanted;  // a file, where it lies

    std::optional<Wanted> find(const ImportedArticle& article, const std::string& target);
    std::optional<std::string> copy(const ImportedArticle& article, const Wanted& wanted,
                                    const std::string& path, bool is_image);
    std::string store(const std::string& name, const std::string& bytes, const std::string& path);
    std::string picture_inside(const ImportedArticle& article, const std::string& target,
                               const std::string& path);
    void complain(const ImportedArticle& article, const std::string& what);
    // The draft that an address of the old site, or of a page beside, means.
    std::optional<std::string> draft_at(const ImportedArticle& article, const std::string& target) const;
    ZipFiles* document(const std::string& archive);

    FileSystem& files_;
    const ImportRequest& request_;
    const Imported& imported_;
    ImportReport& report_;
    std::map<std::string, std::string> marks_;   // address mark → article
    std::map<std::string, std::string> pages_;   // page → article
    std::map<std::string, std::string> copied_;  // file and folder → its name there
    std::map<std::string, std::string> stored_;  // path → fingerprint of what was put there
    std::string open_archive_;
    std::unique_ptr<ZipFiles> document_;
    std::size_t complaints_ = 0;
};

}  // namespace kb
