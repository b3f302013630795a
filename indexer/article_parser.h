// SPDX-License-Identifier: GPL-2.0-or-later
// From the bytes of one Markdown file to an Article and what is wrong with it. Never fails, never reads the
// disk.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "indexer/article.h"
#include "stemming/diagnostic.h"

namespace kb {

struct ParseResult {
    // Absent when the file cannot become an article without guessing: unreadable
    // front matter, unknown audience or status (it might be internal), too large.
    std::optional<Article> article;
    Diagnostics diagnostics;
};

// `path` is below the articles folder, with '/' and .md; `bytes` is the whole
// file in UTF-8, UTF-16 with BOM, windows-1251 or koi8-r (the last three with a
// warning). Articles below internal/ and templates/ are internal unless the
// front matter says otherwise.
ParseResult parse_article(std::string_view path, std::string_view bytes);

// As above, with the Markdown below the front matter: UTF-8, «\n» line ends. Empty where there is no article.
struct ParsedSource {
    ParseResult result;
    std::string body;
    int body_line = 1;  // of the file, from 1
};
ParsedSource parse_source(std::string_view path, std::string_view bytes);

}  // namespace kb
