// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/markdown_nodes.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace kb {
namespace {

const std::vector<cmark_syntax_extension*>& extensions() {
    static const std::vector<cmark_syntax_extension*> found = [] {
        cmark_gfm_core_extensions_ensure_registered();
        std::vector<cmark_syntax_extension*> list;
        for (const char* name : {"table", "strikethrough", "autolink", "tasklist"}) {
            list.push_back(cmark_find_syntax_extension(name));
        }
        return list;
    }();
    return found;
}

// Gathers plain text: a newline between blocks and rows, « · » between cells («Тариф · 100 Мбит · 500
// ₽»).
class PlainText {
public:
    void add(Visit visit, cmark_node* node) {
        switch (cmark_node_get_type(node)) {
            case CMARK_NODE_TEXT:
            case CMARK_NODE_CODE:
                add_words(literal_of(node));
                break;
            case CMARK_NODE_CODE_BLOCK:
                end_line();
                text_ += literal_of(node);
                end_line();
                break;
            case CMARK_NODE_SOFTBREAK:
            case CMARK_NODE_HTML_INLINE:
                add_blank();
                break;
            case CMARK_NODE_LINEBREAK:
            case CMARK_NODE_PARAGRAPH:
            case CMARK_NODE_HEADING:
                end_line();
                break;
            default:
                if (visit == Visit::leave) leave_other(node);
        }
    }

    // Without empty lines around it.
    std::string take() {
        const std::size_t begin = text_.find_first_not_of('\n');
        if (begin == std::string::npos) return "";
        return text_.substr(begin, text_.find_last_not_of(" \n") - begin + 1);
    }

private:
    void add_words(std::string_view words) {
        if (has_cell_before_ && words.find_first_not_of(' ') != std::string_view::npos) {
            text_ += is_blank_last() ? "· " : " · ";
            has_cell_before_ = false;
            is_after_blank_ = true;
        }
        if (is_after_blank_) words.remove_prefix(std::min(words.find_first_not_of(' '), words.size()));
        text_ += words;
        is_after_blank_ = false;
    }
    // One blank for a break, whatever blanks the writer put around it.
    void add_blank() {
        if (!text_.empty() && !is_blank_last() && text_.back() != '\n') text_ += ' ';
        is_after_blank_ = true;
    }
    void leave_other(cmark_node* node) {
        if ((cmark_node_get_type(node) & CMARK_NODE_TYPE_MASK) != CMARK_NODE_TYPE_BLOCK) return;
        if (std::string_view(cmark_node_get_type_string(node)) == "table_cell") {
            has_cell_before_ = has_cell_before_ || (!text_.empty() && text_.back() != '\n');
            is_after_blank_ = true;
        } else {
            end_line();
        }
    }
    void end_line() {
        while (!text_.empty() && text_.back() == ' ') text_.pop_back();
        if (!text_.empty() && text_.back() != '\n') text_ += '\n';
        has_cell_before_ = false;
    }
    bool is_blank_last() const { return text_.ends_with(' '); }

    std::string text_;
    bool is_after_blank_ = false;
    bool has_cell_before_ = false;  // on this line
};

}  // namespace

const int kMarkdownOptions = CMARK_OPT_FOOTNOTES | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE;

MarkdownTree parse_nodes(std::string_view text) {
    MarkdownTree tree{{cmark_parser_new(kMarkdownOptions), cmark_parser_free}, {nullptr, cmark_node_free}};
    for (cmark_syntax_extension* extension : extensions())
        cmark_parser_attach_syntax_extension(tree.parser.get(), extension);
    cmark_parser_feed(tree.parser.get(), text.data(), text.size());
    tree.document.reset(cmark_parser_finish(tree.parser.get()));
    return tree;
}

void walk(cmark_node* root, const std::function<void(Visit, cmark_node*)>& visit) {
    const std::unique_ptr<cmark_iter, void (*)(cmark_iter*)> iterator(cmark_iter_new(root), cmark_iter_free);
    for (auto event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(iterator.get())) {
        visit(event == CMARK_EVENT_ENTER ? Visit::enter : Visit::leave, cmark_iter_get_node(iterator.get()));
    }
}

std::string_view literal_of(cmark_node* node) {
    const char* literal = cmark_node_get_literal(node);
    return literal == nullptr ? std::string_view() : std::string_view(literal);
}

std::string plain_text(cmark_node* root) {
    PlainText text;
    walk(root, [&](Visit visit, cmark_node* node) { text.add(visit, node); });
    return text.take();
}

void unwrap(cmark_node* node) {
    while (cmark_node* child = cmark_node_first_child(node)) cmark_node_insert_before(node, child);
    cmark_node_free(node);
}

}  // namespace kb
