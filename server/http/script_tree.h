// SPDX-License-Identifier: GPL-2.0-or-later
// A decision tree (`type: script`) as a page: every question is in it, one is seen at a time. Links do the
// walking, so it works without scripts and after the network has gone.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "server/http/page_lang.h"
#include "server/http/page_texts.h"
#include "server/search/searcher.h"

namespace kb {

// True when its sections lead to each other by links.
bool is_script_tree(const ArticleView& view);

// A node for programs: what to say, and where each answer leads.
struct ScriptOption {
    std::string text, to;  // `to`: another node's id
};
struct ScriptNode {
    std::string id, title, html, text;
    std::vector<ScriptOption> options;  // none: the tree ends here
};
// The first one is the beginning. Empty: not a tree.
std::vector<ScriptNode> script_nodes(const ArticleView& view);

struct TreeTexts {
    const PageTexts& texts;
    Lang lang;
    std::string contact_url;                                      // from a leaf that did not help
    std::function<std::string(const std::string& html)> furnish;  // pictures and tables as on other pages
};

// Safe HTML: sections, each a question or an answer, with ways on, back and to the beginning.
std::string script_tree_html(const ArticleView& view, const TreeTexts& how);

}  // namespace kb
