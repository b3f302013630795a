// SPDX-License-Identifier: GPL-2.0-or-later
// What the log says of the folder's updates. Logs travel further than articles do, so no word of an article,
// its name or its mistakes gets in: numbers, codes and lines only, and files by a mark.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "indexer/update.h"

namespace kb {

class UpdateLog {
public:
    explicit UpdateLog(std::string articles_dir) : articles_dir_(std::move(articles_dir)) {}

    void done(const UpdateReport& report);  // an error of an article is said once, when it appears
    void failed(std::string_view what);     // a message of an exception

    // Eight hex digits, the same for a path at all times.
    static std::string mark_of(std::string_view path);

private:
    std::string articles_dir_;
    std::set<std::string> known_errors_;
};

// `text` up to the first path below `folder`, which may name an article.
std::string without_names(std::string_view text, std::string_view folder);

}  // namespace kb
