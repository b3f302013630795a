// SPDX-License-Identifier: GPL-2.0-or-later
// A text is parsed once. Then the tree is cleaned (raw HTML out, links checked and marked), its top blocks
// are dealt out to one document a section, and each of those is rendered and read as plain text:
//
//     Если пароль забыт …            lead        html <p>Если …</p>
//     ## Сброс {#reset}              section     title «Сброс», anchor "reset"
//     Нажмите [кнопку](b.md#c).                  html <p>Нажмите <a href="kb:b.md#c">кнопку</a>.</p>
//
// Footnotes go to the section that refers to them first and keep their numbers.
#include "indexer/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <map>
#include <memory>
#include <set>
#include <unordered_map>

#include "indexer/markdown_guard.h"
#include "indexer/markdown_links.h"
#include "indexer/markdown_nodes.h"
#include "stemming/anchor.h"

namespace kb {
namespace {

using NodePtr = std::unique_ptr<cmark_node, void (*)(cmark_node*)>;

// Gives every heading an anchor of its own: "шаги", "шаги-1" …
class Anchors {
public:
    std::string unique(std::string anchor) {
        if (anchor.empty()) anchor = "section";
        if (taken_.insert(anchor).second) return anchor;
        int& number = last_number_[anchor];
        std::string numbered;
        do numbered = fmt::format("{}-{}", anchor, ++number);
        while (!taken_.insert(numbered).second);
        return numbered;
    }

private:
    std::set<std::string> taken_;
    std::unordered_map<std::string, int> last_number_;
};

// «Сброс {#reset}» → "reset", and the heading loses its mark; empty when there is none.
std::string take_explicit_anchor(std::string& title) {
    if (!title.ends_with('}')) return "";
    const std::size_t begin = title.rfind("{#");
    if (begin == std::string::npos || begin + 3 >= title.size()) return "";
    std::string anchor = title.substr(begin + 2, title.size() - begin - 3);
    if (anchor.find_first_of(" {}\"'<>&") != std::string::npos) return "";
    title.erase(begin);
    while (!title.empty() && title.back() == ' ') title.pop_back();
    return anchor;
}

// The text's lines, to cut a section's source out of it.
class Lines {
public:
    explicit Lines(std::string_view text) : text_(text) {
        begins_.push_back(0);
        for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
            begins_.push_back(at + 1);
        }
    }
    // Lines `first` to `last` from 1, without blank ones around.
    std::string between(int first, int last) const {
        const std::size_t begin = begin_of(first);
        const std::size_t end = begin_of(last + 1);
        if (begin >= end) return "";
        std::string_view part = text_.substr(begin, end - begin);
        const std::size_t content = part.find_first_not_of(" \t\n");
        if (content == std::string_view::npos) return "";
        const std::size_t line_begin = part.rfind('\n', content);
        if (line_begin != std::string_view::npos) part.remove_prefix(line_begin + 1);
        return std::string(part.substr(0, part.find_last_not_of(" \t\n") + 1));
    }
    int count() const { return static_cast<int>(begins_.size()); }

private:
    std::size_t begin_of(int line) const {
        const auto index = static_cast<std::size_t>(std::max(line, 1) - 1);
        return index < begins_.size() ? begins_[index] : text_.size();
    }

    std::string_view text_;
    std::vector<std::size_t> begins_;
};

// A section being filled: the blocks that stand under its heading.
struct Draft {
    Section section;
    NodePtr blocks{cmark_node_new(CMARK_NODE_DOCUMENT), cmark_node_free};
    int first_body_line = 1;  // in the text, from 1
    int last_body_line = 0;
    int first_footnote = 0;  // its number; 0: none
};

Draft draft_of(cmark_node* heading, Anchors& anchors, int first_line) {
    Draft draft;
    Section& section = draft.section;
    section.title = plain_text(heading);
    std::replace(section.title.begin(), section.title.end(), '\n', ' ');
    const std::string anchor = take_explicit_anchor(section.title);
    section.anchor = anchors.unique(anchor.empty() ? anchor_of(section.title) : anchor);
    section.level = cmark_node_get_heading_level(heading);
    section.line = cmark_node_get_start_line(heading) + first_line - 1;
    draft.first_body_line = cmark_node_get_end_line(heading) + 1;
    return draft;
}

// The numbers of footnotes that blocks refer to.
std::set<int> footnotes_in(cmark_node* root) {
    std::set<int> numbers;
    walk(root, [&](Visit, cmark_node* node) {
        if (cmark_node_get_type(node) != CMARK_NODE_FOOTNOTE_REFERENCE) return;
        const std::string_view literal = literal_of(node);
        int number = 0;
        std::from_chars(literal.data(), literal.data() + literal.size(), number);
        numbers.insert(number);
    });
    return numbers;
}

// Deals footnotes, which cmark has put at the document's end in order of their numbers, to sections.
void deal_footnotes(const std::vector<cmark_node*>& footnotes, std::vector<Draft>& drafts) {
    if (footnotes.empty()) return;
    std::map<int, Draft*> home;
    for (Draft& draft : drafts) {
        for (const int number : footnotes_in(draft.blocks.get())) home.try_emplace(number, &draft);
    }
    for (std::size_t i = 0; i < footnotes.size(); ++i) {
        const int number = static_cast<int>(i) + 1;
        const auto found = home.find(number);
        Draft& draft = found == home.end() ? drafts.back() : *found->second;
        if (draft.first_footnote == 0) draft.first_footnote = number;
        cmark_node_append_child(draft.blocks.get(), footnotes[i]);
    }
}

std::vector<Draft> split(cmark_node* document, int first_line, int line_count) {
    std::vector<Draft> drafts(1);
    drafts[0].section.line = first_line;
    Anchors anchors;
    std::vector<cmark_node*> footnotes;
    while (cmark_node* block = cmark_node_first_child(document)) {
        const cmark_node_type type = cmark_node_get_type(block);
        if (type == CMARK_NODE_HEADING) {
            drafts.back().last_body_line = cmark_node_get_start_line(block) - 1;
            drafts.push_back(draft_of(block, anchors, first_line));
            cmark_node_free(block);
        } else if (type == CMARK_NODE_FOOTNOTE_DEFINITION) {
            cmark_node_unlink(block);
            footnotes.push_back(block);
        } else {
            cmark_node_append_child(drafts.back().blocks.get(), block);
        }
    }
    drafts.back().last_body_line = line_count;
    deal_footnotes(footnotes, drafts);
    return drafts;
}

std::string with_all_replaced(std::string_view text, std::string_view from, std::string_view to) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = text.find(from); at != std::string_view::npos; at = text.find(from)) {
        out.append(text.substr(0, at)).append(to);
        text.remove_prefix(at + from.size());
    }
    return out.append(text);
}

std::string html_of(const Draft& draft, cmark_parser* parser) {
    if (cmark_node_first_child(draft.blocks.get()) == nullptr) return "";
    const std::unique_ptr<char, void (*)(void*)> rendered(
        cmark_render_html(draft.blocks.get(), kMarkdownOptions, cmark_parser_get_syntax_extensions(parser)),
        std::free);
    // A <br> is the only tag that is left.
    std::string html = with_all_replaced(rendered.get(), "<!-- raw HTML omitted -->", "<br />");
    if (draft.first_footnote == 0) return html;
    const std::string list = "<section class=\"footnotes\" data-footnotes>\n<ol";
    html = with_all_replaced(html, "aria-label=\"Back to content\"", "aria-label=\"Вернуться к тексту\"");
    html = with_all_replaced(html, list + ">", fmt::format("{} start=\"{}\">", list, draft.first_footnote));
    return html;
}

void finish(std::vector<Draft>& drafts, const Lines& lines, cmark_parser* parser, MarkdownResult& result) {
    std::size_t html_bytes = 0;
    for (Draft& draft : drafts) {
        draft.section.text = plain_text(draft.blocks.get());
        draft.section.html = html_of(draft, parser);
        draft.section.markdown = lines.between(draft.first_body_line, draft.last_body_line);
        html_bytes += draft.section.html.size();
        result.sections.push_back(std::move(draft.section));
    }
    if (html_bytes <= kMaxHtmlBytes) return;
    result.sections.clear();
    result.diagnostics.push_back({Severity::error, "html-too-large", "", 0, 0,
                                  "Страница статьи вышла бы больше 4 МБ.", "Разделите статью на несколько."});
}

// Whether a link, an image, raw HTML or the definition of a link («[name]: …») stands there.
bool may_hold_addresses(std::string_view text, cmark_node* document) {
    bool found = text.find("]:") != std::string_view::npos;
    walk(document, [&](Visit, cmark_node* node) {
        const cmark_node_type type = cmark_node_get_type(node);
        found = found || type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE ||
                type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE;
    });
    return found;
}

// After clean_links: gives a marked link its URL or takes it away; an image goes whole.
void resolve_link_node(cmark_node* node, const UrlOf& article_url, const UrlOf& file_url) {
    const std::string marked = cmark_node_get_url(node);
    if (!is_marked_url(marked)) return;
    if (const auto url = url_of_marked(marked, article_url, file_url)) {
        cmark_node_set_url(node, url->c_str());
    } else if (cmark_node_get_type(node) == CMARK_NODE_IMAGE) {
        cmark_node_free(node);
    } else {
        unwrap(node);
    }
}

}  // namespace

MarkdownResult parse_markdown(std::string_view text, int first_line, std::string_view article_path) {
    MarkdownResult result;
    if (auto excess = find_excess(text, first_line)) {
        result.diagnostics.push_back(std::move(*excess));
        return result;
    }
    const auto [parser, document] = parse_nodes(text);
    clean_links(document.get(), first_line, article_path, result);
    const Lines lines(text);
    std::vector<Draft> drafts = split(document.get(), first_line, lines.count());
    finish(drafts, lines, parser.get(), result);
    return result;
}

std::string markdown_for_reader(std::string_view section, std::string_view article_path,
                                const UrlOf& article_url, const UrlOf& file_url) {
    const auto [parser, document] = parse_nodes(section);
    if (!may_hold_addresses(section, document.get())) return std::string(section);
    MarkdownResult ignored;
    clean_links(document.get(), 1, article_path, ignored);
    walk(document.get(), [&](Visit visit, cmark_node* node) {
        const cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_HTML_INLINE) cmark_node_set_literal(node, "<br />");
        const bool is_link = type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE;
        if (is_link && visit == Visit::leave) resolve_link_node(node, article_url, file_url);
    });
    const std::unique_ptr<char, void (*)(void*)> rendered(
        cmark_render_commonmark(document.get(), kMarkdownOptions, 0), std::free);
    const std::string_view text = rendered.get();
    return std::string(text.substr(0, text.find_last_not_of('\n') + 1));
}

}  // namespace kb
