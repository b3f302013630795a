// SPDX-License-Identifier: GPL-2.0-or-later
// Any decision tree: each answer leads to a question that is there, and the page and the agent's steps are
// made of every text whatever leads where.
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "indexer/article_parser.h"
#include "server/http/script_tree.h"
#include "stemming/utf8.h"
#include "tests/fuzz/must.h"
#include "tests/support/html_check.h"

namespace {

kb::ArticleView view_of(const kb::Article& article) {
    kb::ArticleView view;
    view.card.id = view.card.slug = "fuzz";
    view.card.title = article.title;
    view.card.type = kb::ArticleType::script;
    for (const kb::Section& section : article.sections)
        view.sections.push_back({section.title, section.anchor, section.html, section.level});
    return view;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const kb::PageTexts texts;
    const auto parsed = kb::parse_article("public/fuzz.md", {reinterpret_cast<const char*>(data), size});
    if (!parsed.article) return 0;
    const kb::ArticleView view = view_of(*parsed.article);
    const auto nodes = kb::script_nodes(view);
    MUST(nodes.empty() == !kb::is_script_tree(view));
    std::set<std::string> known;
    for (const kb::ScriptNode& node : nodes) MUST(known.insert(node.id).second && kb::is_valid_utf8(node.id));
    for (const kb::ScriptNode& node : nodes) {
        MUST(kb::is_valid_utf8(node.text) && kb::is_valid_utf8(node.title));
        MUST(kb::test::harm_in(node.html).empty());
        for (const kb::ScriptOption& option : node.options)
            MUST(known.contains(option.to) && kb::is_valid_utf8(option.text));
    }
    const auto as_it_is = [](const std::string& html) { return html; };
    MUST(kb::is_valid_utf8(kb::script_tree_html(view, {texts, kb::Lang::ru, "/contact", as_it_is})));
    return 0;
}
