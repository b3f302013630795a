// SPDX-License-Identifier: GPL-2.0-or-later
// Makes a parsed text safe: raw HTML out, unsafe links out, links to the base's own files marked. Part of
// markdown.cc.
#pragma once

#include <string_view>

#include "indexer/markdown.h"

struct cmark_node;

namespace kb {

// Fills `links` and `diagnostics` of `result`. Of raw HTML only inline <br> nodes stay in the tree.
void clean_links(cmark_node* document, int first_line, std::string_view article_path, MarkdownResult& result);

}  // namespace kb
