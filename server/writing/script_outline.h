// SPDX-License-Identifier: GPL-2.0-or-later
// A decision tree (`type: script`) as a writer walks it: each question with its answers, where they lead, and
// what is wrong with the way. Nodes and answers are those of the page (server/http/script_tree.h); this adds
// their places in the file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article.h"

namespace kb {

struct OutlineAnswer {
    enum class Leads : std::uint8_t {
        on,       // to another node
        nowhere,  // to an anchor that no section has
        out,      // to another article or site: the tree ends there
    };
    std::string text;
    std::string to;  // the node's anchor; as written when it leads nowhere or out
    int line = 0;    // in the file, from 1
    Leads leads = Leads::on;
};

struct OutlineNode {
    std::string anchor, title;
    std::string says;    // the beginning of its text, without its answers' list
    std::string parent;  // anchor of the node from which one comes here by the fewest questions; may be empty
    int line = 0;        // of its heading in the file, from 1
    bool is_reached = false;  // from the first node
    bool has_end = false;     // some way from here comes to an end, or out
    std::vector<OutlineAnswer> answers;
};

// In the file's order, the beginning first. Empty for articles of other types. `text` is the file's.
std::vector<OutlineNode> script_outline(const Article& article, std::string_view text);

}  // namespace kb
