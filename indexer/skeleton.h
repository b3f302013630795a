// SPDX-License-Identifier: GPL-2.0-or-later
// The first lines of a new article, for a writer to fill in. Never overwrites a file.
#pragma once

#include <string>
#include <string_view>

#include "indexer/article.h"
#include "indexer/file_system.h"

namespace kb {

struct NewArticle {
    std::string title;
    std::string category;  // "internet/wifi"; may be empty
    ArticleType type = ArticleType::article;
    Audience audience = Audience::public_;
};

// «Как настроить Wi-Fi?» → "kak-nastroit-wifi": the title's words in Latin letters, at most 60 of them;
// "statya" when the title has none.
std::string file_stem(std::string_view title);

// Where it goes, below the articles folder: "public/internet/wifi/kak-nastroit-wifi.md", without
// public/ in a base that has no such folder. Templates go to templates/, internal articles to internal/.
std::string skeleton_path(const NewArticle& article, bool has_public_folder);

// The text of the file: front matter and the headings an article of this type has.
std::string skeleton_text(const NewArticle& article);

// Writes the file and returns its path below the articles folder. Throws ConfigError when there is such
// a file already, or when the category is no path of plain names; IoError when it cannot be written.
std::string create_skeleton(FileSystem& files, const std::string& articles_dir, const NewArticle& article);

}  // namespace kb
