// SPDX-License-Identifier: GPL-2.0-or-later
// Each section of the article is a node, and a link to another section of it is an answer to choose:
// «## Горит ли лампа?  - [Да](#да-горит)  - [Нет](#нет)». The first section with a title is the beginning.
// CSS shows the node that the address names after «#», and the beginning when it names none; the browser's
// own «back» retraces the way. A node's «back» is the node from which one comes to it by the fewest
// questions.
#include "server/http/script_tree.h"

#include <algorithm>
#include <map>
#include <vector>

#include "server/http/message.h"
#include "server/http/page_data.h"
#include "server/search/ticket_text.h"

namespace kb {
namespace {

constexpr std::string_view kLink = "href=\"#";

// Links of a piece of HTML to anchors of this page, in order.
std::vector<ScriptOption> links_in(std::string_view html) {
    std::vector<ScriptOption> out;
    for (std::size_t at = html.find(kLink); at != std::string_view::npos; at = html.find(kLink, at + 1)) {
        const std::size_t begin = at + kLink.size();
        const std::size_t end = html.find('"', begin);
        const std::size_t text = html.find('>', end);
        const std::size_t close = html.find("</a>", text);
        if (end == std::string_view::npos || text == std::string_view::npos) break;
        const std::string inner(html.substr(text + 1, std::min(close, html.size()) - text - 1));
        out.push_back({text_of_html("<span>" + inner + "</span>"),
                       percent_decode(html.substr(begin, end - begin), false)});
    }
    return out;
}

std::vector<std::string> anchors_in(std::string_view html) {
    std::vector<std::string> out;
    for (ScriptOption& link : links_in(html)) out.push_back(std::move(link.to));
    return out;
}

struct Node {
    const RenderedSection* section = nullptr;
    std::vector<std::size_t> next;  // nodes
    std::size_t parent = 0;         // itself: the beginning, or nothing leads here
    bool is_reached = false;
};

std::vector<Node> nodes_of(const ArticleView& view) {
    std::vector<Node> nodes;
    std::map<std::string, std::size_t> by_anchor;
    for (const RenderedSection& section : view.sections) {
        if (section.anchor.empty() || section.level < 2) continue;
        by_anchor.emplace(section.anchor, nodes.size());
        nodes.push_back({&section, {}, nodes.size(), false});
    }
    for (Node& node : nodes) {
        for (const std::string& anchor : anchors_in(node.section->html)) {
            if (const auto found = by_anchor.find(anchor); found != by_anchor.end())
                node.next.push_back(found->second);
        }
    }
    return nodes;
}

void find_parents(std::vector<Node>& nodes) {
    if (nodes.empty()) return;
    nodes[0].is_reached = true;
    std::vector<std::size_t> queue{0};
    for (std::size_t i = 0; i < queue.size(); ++i) {
        for (const std::size_t next : nodes[queue[i]].next) {
            if (nodes[next].is_reached) continue;
            nodes[next].is_reached = true;
            nodes[next].parent = queue[i];
            queue.push_back(next);
        }
    }
}

PageData node_data(const std::vector<Node>& nodes, std::size_t index, const TreeTexts& how) {
    const Node& node = nodes[index];
    PageData item;
    item.set("anchor", node.section->anchor);
    item.set("title_html", title_html(node.section->title));
    item.set("html", how.furnish(node.section->html));
    item.set("is_leaf", PageData(node.next.empty()));
    item.set("is_first", PageData(index == 0));
    const bool has_way_back = node.parent != index;
    item.set("back_href", has_way_back ? percent_encode(nodes[node.parent].section->anchor) : "");
    item.set("has_back", PageData(has_way_back));
    item.set("first_href", percent_encode(nodes[0].section->anchor));
    return item;
}

}  // namespace

bool is_script_tree(const ArticleView& view) {
    if (view.card.type != ArticleType::script) return false;
    const std::vector<Node> nodes = nodes_of(view);
    return !nodes.empty() && !nodes[0].next.empty();
}

std::vector<ScriptNode> script_nodes(const ArticleView& view) {
    std::vector<ScriptNode> out;
    if (!is_script_tree(view)) return out;
    const std::vector<Node> nodes = nodes_of(view);
    const auto is_node = [&](const std::string& anchor) {
        return std::any_of(nodes.begin(), nodes.end(),
                           [&](const Node& node) { return node.section->anchor == anchor; });
    };
    for (const Node& node : nodes) {
        const RenderedSection& section = *node.section;
        ScriptNode one{section.anchor, section.title, section.html, text_of_html(section.html), {}};
        for (ScriptOption& link : links_in(section.html))
            if (is_node(link.to)) one.options.push_back(std::move(link));
        out.push_back(std::move(one));
    }
    return out;
}

std::string script_tree_html(const ArticleView& view, const TreeTexts& how) {
    std::vector<Node> nodes = nodes_of(view);
    find_parents(nodes);
    std::vector<PageData> items;
    for (std::size_t i = 0; i < nodes.size(); ++i) items.push_back(node_data(nodes, i, how));
    std::string intro;
    for (const RenderedSection& section : view.sections) {
        if (section.level < 2) intro += how.furnish(section.html);
    }
    PageData data;
    set_text(data, "intro", intro);
    data.set("contact_url", how.contact_url);
    set_list(data, "nodes", items);
    return render("script_tree", data, how.texts, how.lang);
}

}  // namespace kb
