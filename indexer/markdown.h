// SPDX-License-Identifier: GPL-2.0-or-later
// The one home of cmark: Markdown in, sections and links out, behind guards against hostile nesting.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/article.h"
#include "indexer/links.h"
#include "stemming/diagnostic.h"

namespace kb {

struct MarkdownResult {
    std::vector<Section> sections;  // lead first; empty when a guard refused the text
    std::vector<Link> links;        // `path` not yet resolved
    Diagnostics diagnostics;        // `file` left empty for the caller to fill
};

// `first_line` is the file's line number of the text's first line.
// Raw HTML is dropped; only http, https, mailto, tel and relative URLs survive.
// A link to another article stands in the HTML as href="kb:PATH#ANCHOR", an image or attachment
// as "kb-file:PATH" (PATH below the articles folder, percent-encoded): which URL that is, and
// whether the reader may follow it, is known only when a page is shown; see links.h.
MarkdownResult parse_markdown(std::string_view text, int first_line, std::string_view article_path);

// A section's source as one reader may have it: writers' comments and raw HTML are gone, links to other
// articles and files have that reader's URLs or leave only their text. What holds none of these is
// returned as it was written.
std::string markdown_for_reader(std::string_view section, std::string_view article_path,
                                const UrlOf& article_url, const UrlOf& file_url);

}  // namespace kb
