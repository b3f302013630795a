// SPDX-License-Identifier: GPL-2.0-or-later
// cmark tells on which lines a block stands, but its columns of inline nodes are wrong inside lists. So
// every piece of text is looked for in the source from where the last one ended:
//
//     - Нажмите **«Сброс»**        text   «Нажмите «Сброс» и подождите»
//       и подождите                marks  0 → «Нажмите », 15 → «Сброс», … each at its byte of the source
//
// The search never runs past a piece's true place, since that place is one of its candidates; at worst an
// escaped sign («\*») leaves a piece at the place of the one before it.
#include "indexer/markdown_prose.h"

#include <cmark-gfm.h>

#include <algorithm>

#include "indexer/fingerprint.h"
#include "indexer/markdown_nodes.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::string_view kObject = "\uFFFC";
constexpr std::string_view kEscaped = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

class ProseReader {
public:
    explicit ProseReader(Prose& prose) : prose_(prose) {}

    void add(Visit visit, cmark_node* node) {
        const bool is_enter = visit == Visit::enter;
        const std::string_view type = cmark_node_get_type_string(node);
        if (type == "table_cell") return is_enter ? open(node, ProseBlock::Kind::cell) : close();
        if (type == "table" && is_enter) return add_table(node);
        switch (cmark_node_get_type(node)) {
            case CMARK_NODE_PARAGRAPH:
                return is_enter ? open(node, ProseBlock::Kind::paragraph) : close();
            case CMARK_NODE_HEADING:
                return is_enter ? open(node, ProseBlock::Kind::heading) : close();
            case CMARK_NODE_LIST:
                return is_enter ? lists_.push_back(cmark_node_get_list_type(node)) : lists_.pop_back();
            case CMARK_NODE_BLOCK_QUOTE:
                quotes_ += is_enter ? 1 : -1;
                return;
            default:
                if (is_open_) add_inline(is_enter, node);
        }
    }

private:
    void open(cmark_node* node, ProseBlock::Kind kind) {
        block_ = ProseBlock{};
        block_.kind = kind;
        block_.level = kind == ProseBlock::Kind::heading ? cmark_node_get_heading_level(node) : 0;
        block_.is_in_list = !lists_.empty();
        block_.is_in_ordered_list = !lists_.empty() && lists_.back() == CMARK_ORDERED_LIST;
        block_.is_quoted = quotes_ > 0;
        const int line = line_of(node);
        block_.line = line + prose_.first_line - 1;
        const auto& begins = prose_.line_begins;
        const auto index = static_cast<std::size_t>(std::max(line, 1) - 1);
        if (index < begins.size()) cursor_ = std::max(cursor_, begins[index]);
        const auto end = static_cast<std::size_t>(std::max(end_line_of(node), line));
        limit_ = end < begins.size() ? begins[end] : prose_.source.size();
        is_open_ = true;
    }
    void close() {
        is_open_ = false;
        if (block_.text.find_first_not_of(' ') != std::string::npos)
            prose_.blocks.push_back(std::move(block_));
    }
    void add_table(cmark_node* node) {
        int columns = 0;
        cmark_node* row = cmark_node_first_child(node);
        for (cmark_node* cell = row == nullptr ? nullptr : cmark_node_first_child(row); cell != nullptr;
             cell = cmark_node_next(cell))
            ++columns;
        prose_.tables.push_back({line_of(node) + prose_.first_line - 1, columns});
    }

    void add_inline(bool is_enter, cmark_node* node) {
        const cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_IMAGE) {
            if (is_enter && images_ == 0) block_.text += kObject;
            images_ += is_enter ? 1 : -1;
        } else if (images_ > 0) {
            return;
        } else if (type == CMARK_NODE_LINK) {
            if (is_enter) link_begin_ = block_.text.size();
            if (!is_enter) block_.links.push_back({link_begin_, block_.text.size()});
        } else if (is_enter) {
            add_leaf(type, literal_of(node));
        }
    }
    void add_leaf(cmark_node_type type, std::string_view literal) {
        if (type == CMARK_NODE_TEXT) {
            add_text(literal);
        } else if (type == CMARK_NODE_CODE) {
            mark(literal);
            block_.text += kObject;
        } else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) {
            mark("\n");
            block_.breaks.push_back(block_.text.size());
            block_.text += type == CMARK_NODE_SOFTBREAK ? ' ' : '\n';
        } else if (type == CMARK_NODE_HTML_INLINE) {
            mark(literal);
            block_.text += literal.starts_with("<br") ? '\n' : ' ';
        }
    }
    // Where escapes and entities make the text differ from the source, sign by sign.
    void add_text(std::string_view literal) {
        while (!literal.empty()) {
            std::size_t length = literal.size();
            if (rest().find(literal) == std::string_view::npos)
                length =
                    std::max<std::size_t>(1, std::min(literal.find_first_of(kEscaped, 1), literal.size()));
            mark(literal.substr(0, length));
            block_.text += literal.substr(0, length);
            literal.remove_prefix(length);
        }
    }
    std::string_view rest() const {
        return std::string_view(prose_.source).substr(cursor_, std::max(limit_, cursor_) - cursor_);
    }
    // The next piece of the block's text begins here.
    void mark(std::string_view literal) {
        const std::size_t found = rest().find(literal);
        if (found != std::string_view::npos) cursor_ += found;
        block_.marks.push_back({block_.text.size(), cursor_});
        if (found != std::string_view::npos) cursor_ += literal.size();
    }

    static int line_of(cmark_node* node) {
        while (node != nullptr && cmark_node_get_start_line(node) == 0) node = cmark_node_parent(node);
        return node == nullptr ? 1 : cmark_node_get_start_line(node);
    }
    static int end_line_of(cmark_node* node) {
        while (node != nullptr && cmark_node_get_end_line(node) == 0) node = cmark_node_parent(node);
        return node == nullptr ? 1 : cmark_node_get_end_line(node);
    }

    Prose& prose_;
    ProseBlock block_;
    bool is_open_ = false;
    std::size_t cursor_ = 0;  // bytes of the source; what is before has been passed
    std::size_t limit_ = 0;   // where the block's lines end
    std::size_t link_begin_ = 0;
    int images_ = 0;
    int quotes_ = 0;
    std::vector<cmark_list_type> lists_;
};

}  // namespace

std::size_t Prose::source_at(const ProseBlock& block, std::size_t text_at) const {
    const auto after = std::upper_bound(block.marks.begin(), block.marks.end(), text_at,
                                        [](std::size_t at, const auto& mark) { return at < mark.text_at; });
    if (after == block.marks.begin()) return std::string::npos;
    const auto& mark = *std::prev(after);
    return std::min(mark.source_at + (text_at - mark.text_at), source.size());
}

char Prose::sign_before(const ProseBlock& block, std::size_t text_at) const {
    const std::size_t at = source_at(block, text_at);
    return at == std::string::npos || at == 0 ? '\n' : source[at - 1];
}

Place Prose::place_of(const ProseBlock& block, std::size_t text_at) const {
    const std::size_t at = source_at(block, text_at);
    if (at == std::string::npos) return {block.line, 0};
    const auto line = std::prev(std::upper_bound(line_begins.begin(), line_begins.end(), at));
    const std::string_view before = std::string_view(source).substr(*line, at - *line);
    return {static_cast<int>(line - line_begins.begin()) + first_line,
            static_cast<int>(count_code_points(before)) + 1};
}

Prose read_prose(std::string_view text, int first_line) {
    Prose prose;
    prose.source = text;
    prose.first_line = first_line;
    prose.line_begins.push_back(0);
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
        prose.line_begins.push_back(at + 1);
    const MarkdownTree tree = parse_nodes(text);
    ProseReader reader(prose);
    walk(tree.document.get(), [&](Visit visit, cmark_node* node) { reader.add(visit, node); });
    return prose;
}

std::string paragraph_hash(const ProseBlock& block) {
    Fingerprint hash;
    bool is_blank = true;  // blanks at the beginning do not count either
    for (const char c : block.text) {
        if (c == ' ' || c == '\n' || c == '\t') {
            is_blank = true;
            continue;
        }
        if (is_blank) hash.add(" ");
        is_blank = false;
        hash.add(std::string_view(&c, 1));
    }
    return hash.hex().substr(0, 8);
}

}  // namespace kb
