// SPDX-License-Identifier: GPL-2.0-or-later
// cmark's tree as markdown.cc, markdown_links.cc and markdown_prose.cc walk it. Nobody else includes this.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

struct cmark_node;
struct cmark_parser;

namespace kb {

// cmark's options and extensions are the same wherever a text is read.
extern const int kMarkdownOptions;

struct MarkdownTree {
    std::unique_ptr<cmark_parser, void (*)(cmark_parser*)> parser;  // knows the extensions' nodes
    std::unique_ptr<cmark_node, void (*)(cmark_node*)> document;
};

// `text` has passed find_excess().
MarkdownTree parse_nodes(std::string_view text);

enum class Visit { enter, leave };

// Visits `root` and every node below it. A leaf, which is only entered, may be freed
// then; any other node may be freed when it is left.
void walk(cmark_node* root, const std::function<void(Visit, cmark_node*)>& visit);

// Empty where a node has none.
std::string_view literal_of(cmark_node* node);

// What a reader sees: a newline between blocks and rows, a space between cells, none of either around.
std::string plain_text(cmark_node* root);

// Puts a node's children in its place and frees it.
void unwrap(cmark_node* node);

}  // namespace kb
