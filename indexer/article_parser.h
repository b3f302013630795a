// SPDX-License-Identifier: GPL-2.0-or-later
// From the bytes of one Markdown file to an Article and what is wrong with it. Never fails, never reads the
// disk.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "indexer/article.h"
#include "indexer/expand.h"
#include "indexer/shared_parts.h"
#include "stemming/diagnostic.h"

namespace kb {

struct ParseResult {
    // Absent when the file cannot become an article without guessing: unreadable
    // front matter, unknown audience or status (it might be internal), too large.
    std::optional<Article> article;
    Diagnostics diagnostics;
    std::set<std::string> uses;  // shared parts, keys as in SharedParts::hashes()
};

// `path` is below the articles folder, with '/' and .md; `bytes` is the whole
// file in UTF-8, UTF-16 with BOM, windows-1251 or koi8-r (the last three with a
// warning). Articles below internal/ and templates/ are internal unless the
// front matter says otherwise. Without `parts`, {{…}} stays as it is.
ParseResult parse_article(std::string_view path, std::string_view bytes, const SharedParts* parts = nullptr);

// As above, with the Markdown below the front matter: UTF-8, «\n» line ends. Empty where there is no article.
struct ParsedSource {
    ParseResult result;
    std::string body;
    int body_line = 1;                   // of the file, from 1
    std::optional<Expansion> expansion;  // where shared parts were put in: `body` is its text, from line 1
};
ParsedSource parse_source(std::string_view path, std::string_view bytes, const SharedParts* parts = nullptr);

// A shared block's file: its Markdown without blank lines around, and who may read it.
struct BlockSource {
    std::string text;
    int line = 1;  // of the file, where `text` begins
    Audience audience = Audience::public_;
    bool is_readable = true;  // false: its audience is in doubt
    Diagnostics diagnostics;
};
BlockSource read_block_source(std::string_view path, std::string_view bytes);

}  // namespace kb
