// SPDX-License-Identifier: GPL-2.0-or-later
// libxml2's lenient parser makes a tree of whatever comes; the tree is walked once, with a stack of line
// beginnings for lists and quotes:
//
//     <ol><li>Выньте <b>вилку</b></li></ol>     → «1. Выньте **вилку**»
//
// Only what Markdown can say is kept. Depth is bounded here, size before parsing; scripts, forms and embedded
// windows are counted and left out.
#include "indexer/transfer/html_markdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "indexer/transfer/html_nodes.h"
#include "indexer/transfer/markdown_text.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

template <std::size_t count>
bool is_one_of(std::string_view name, const std::array<std::string_view, count>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

class Converter {
public:
    HtmlPage page;

    void block(xmlNode* node, int depth) {
        if (depth > kMaxHtmlDepth) return lose("слишком глубокая вложенность");
        for (xmlNode* child = node->children; child != nullptr; child = child->next) {
            if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
                inline_text_ += text_of(child);
            } else if (child->type == XML_ELEMENT_NODE) {
                element(child, depth + 1);
            }
        }
    }
    void end_paragraph() {
        const std::string text = trimmed(inline_text_);
        inline_text_.clear();
        if (!text.empty()) put(with_plain_beginning(text));
    }
    std::string take() { return trimmed(page.markdown) + "\n"; }

private:
    static std::string text_of(const xmlNode* node) {
        if (node->content == nullptr) return "";
        return markdown_escaped(squeezed(valid_utf8(reinterpret_cast<const char*>(node->content))));
    }

    // Lines of a block, each after what lists and quotes put before it.
    void put(std::string_view text) {
        if (!page.markdown.empty() && !is_item_begin_) page.markdown += trimmed_prefix() + "\n";
        while (true) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            if (!is_item_begin_) page.markdown += prefix_;
            is_item_begin_ = false;
            page.markdown.append(text.substr(0, end)).append("\n");
            if (end == text.size()) return;
            text.remove_prefix(end + 1);
        }
    }
    std::string trimmed_prefix() const {
        const std::size_t end = prefix_.find_last_not_of(' ');
        return end == std::string::npos ? "" : prefix_.substr(0, end + 1);
    }

    void element(xmlNode* node, int depth) {
        constexpr std::array<std::string_view, 4> kIgnored = {"head", "style", "template", "colgroup"};
        const std::string_view name = name_of(node);
        if (is_one_of(name, kIgnored)) return;
        if (lose_element(name)) return;
        if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6')
            return heading(node, name[1] - '0', depth);
        if (name == "ul" || name == "ol") return list(node, name == "ol", depth);
        if (name == "pre") return code_block(node);
        if (name == "blockquote") return nested(node, "> ", depth);
        if (name == "table") return table(node, depth);
        if (name == "hr") return end_paragraph();
        inline_element(node, name, depth);
    }

    bool lose_element(std::string_view name) {
        constexpr std::array<std::pair<std::string_view, const char*>, 10> kLost = {
            {{"script", "скрипт"},
             {"iframe", "встроенное окно"},
             {"object", "встроенное окно"},
             {"embed", "встроенное окно"},
             {"form", "форма"},
             {"input", "поле формы"},
             {"video", "ролик"},
             {"audio", "звук"},
             {"svg", "рисунок внутри страницы"},
             {"canvas", "рисунок внутри страницы"}}};
        for (const auto& [lost, word] : kLost) {
            if (name != lost) continue;
            lose(word);
            return true;
        }
        return false;
    }

    void inline_element(xmlNode* node, std::string_view name, int depth) {
        if (name == "br") {
            inline_text_ = trimmed(inline_text_);
            if (!inline_text_.empty()) inline_text_ += "\\\n";
        } else if (name == "strong" || name == "b") {
            wrapped(node, "**", depth);
        } else if (name == "em" || name == "i") {
            wrapped(node, "*", depth);
        } else if (name == "code" || name == "kbd" || name == "samp" || name == "tt") {
            inline_text_ += inline_code(plain_text(node));
        } else if (name == "a") {
            link(node, depth);
        } else if (name == "img") {
            image(node);
        } else {
            constexpr std::array<std::string_view, 14> kInline = {"span", "font", "u",    "small", "sub",
                                                                  "sup",  "abbr", "mark", "label", "time",
                                                                  "q",    "cite", "s",    "del"};
            const bool is_block = !is_one_of(name, kInline);
            if (is_block) end_paragraph();
            block(node, depth);
            if (is_block) end_paragraph();
        }
    }

    static std::string inline_code(const std::string& text) {
        const std::string code = trimmed(squeezed(text));
        if (code.empty()) return "";
        return code.find('`') == std::string::npos ? "`" + code + "`" : "`` " + code + " ``";
    }

    void wrapped(xmlNode* node, std::string_view mark, int depth) {
        const std::string before = std::move(inline_text_);
        inline_text_.clear();
        block(node, depth);
        const std::string inside = std::move(inline_text_);
        const std::string text = trimmed(inside);
        inline_text_ = before;
        if (text.empty() || text.find('\n') != std::string::npos) {
            inline_text_ += inside;
            return;
        }
        if (inside.front() == ' ') inline_text_ += ' ';
        inline_text_.append(mark).append(text).append(mark);
        if (inside.back() == ' ') inline_text_ += ' ';
    }

    void link(xmlNode* node, int depth) {
        const std::string before = std::move(inline_text_);
        inline_text_.clear();
        block(node, depth);
        const std::string text = trimmed(inline_text_);
        inline_text_ = before;
        const std::string address = attribute(node, "href");
        if (text.empty()) return;
        if (address.empty() || !is_safe_address(address)) {
            if (!address.empty()) lose("ссылка с запрещённым адресом");
            inline_text_ += text;
        } else {
            inline_text_ += fmt::format("[{}]({})", text, marked(address, false));
        }
    }
    void image(xmlNode* node) {
        const std::string address = attribute(node, "src");
        const std::string alt = trimmed(squeezed(attribute(node, "alt")));
        if (attribute(node, "class").find("emoticon") != std::string::npos) {
            inline_text_ += markdown_escaped(alt);
            return lose("значок-смайлик");
        }
        const bool is_inside = address.starts_with("data:image/");
        if (address.empty() || (!is_inside && !is_safe_address(address))) return lose("картинка без адреса");
        inline_text_ += fmt::format("![{}]({})", markdown_escaped(alt), marked(address, true));
    }
    std::string marked(std::string address, bool is_image) {
        page.addresses.push_back({std::move(address), is_image});
        return fmt::format("{0}{1}{0}", kAddressMark, page.addresses.size() - 1);
    }

    void heading(xmlNode* node, int level, int depth) {
        end_paragraph();
        block(node, depth);
        std::string text = trimmed(squeezed(inline_text_));
        inline_text_.clear();
        if (text.empty()) return;
        if (level == 1 && page.title.empty()) page.title = trimmed(squeezed(plain_text(node)));
        if (level == 1 && squeezed(plain_text(node)).find(page.title) != std::string::npos && !has_title_) {
            has_title_ = true;
            return;
        }
        put(std::string(static_cast<std::size_t>(std::clamp(level, 2, 6)), '#') + " " + text);
    }

    void nested(xmlNode* node, std::string_view more, int depth) {
        end_paragraph();
        const std::string before = prefix_;
        prefix_ += more;
        block(node, depth);
        end_paragraph();
        prefix_ = before;
    }

    void list(xmlNode* node, bool is_ordered, int depth) {
        end_paragraph();
        int number = 0;
        for (xmlNode* item = node->children; item != nullptr; item = item->next) {
            if (item->type != XML_ELEMENT_NODE) continue;
            const std::string mark = is_ordered ? fmt::format("{}. ", ++number) : "- ";
            if (!page.markdown.empty() && number <= 1 && item == xmlFirstElementChild(node) &&
                !is_item_begin_)
                page.markdown += trimmed_prefix() + "\n";
            if (!is_item_begin_) page.markdown += prefix_;
            page.markdown += mark;
            const std::string before = prefix_;
            prefix_.append(mark.size(), ' ');
            is_item_begin_ = true;
            block(item, depth + 1);
            end_paragraph();
            if (is_item_begin_) page.markdown += "\n";  // an empty item
            is_item_begin_ = false;
            prefix_ = before;
        }
    }

    void code_block(xmlNode* node) {
        end_paragraph();
        std::string code = plain_text(node);
        while (code.ends_with('\n')) code.pop_back();
        std::string fence = "```";
        while (code.find(fence) != std::string::npos) fence += '`';
        put(fence + "\n" + code + "\n" + fence);
    }

    // The words of a cell on one line.
    std::string cell_text(xmlNode* cell, int depth) {
        Converter inner;
        inner.page.addresses = std::move(page.addresses);
        inner.block(cell, depth);
        inner.end_paragraph();
        page.addresses = std::move(inner.page.addresses);
        for (const auto& [what, count] : inner.page.losses) page.losses[what] += count;
        std::string text = trimmed(inner.page.markdown);
        std::string line;
        for (const char c : text) {
            if (c == '\n')
                line += line.ends_with(' ') ? "" : " ";
            else
                line += c == '|' ? std::string("\\|") : std::string(1, c);
        }
        return line;
    }
    void gather_rows(xmlNode* node, std::vector<std::vector<std::string>>& rows, int depth) {
        if (depth > kMaxHtmlDepth) return;
        for (xmlNode* child = node->children; child != nullptr; child = child->next) {
            if (child->type != XML_ELEMENT_NODE) continue;
            if (name_of(child) != "tr") {
                gather_rows(child, rows, depth + 1);
                continue;
            }
            rows.emplace_back();
            for (xmlNode* cell = child->children; cell != nullptr; cell = cell->next) {
                const std::string_view name =
                    cell->type == XML_ELEMENT_NODE ? name_of(cell) : std::string_view();
                if (name != "td" && name != "th") continue;
                rows.back().push_back(cell_text(cell, depth + 2));
                if (!attribute(cell, "colspan").empty() || !attribute(cell, "rowspan").empty())
                    lose("объединённые ячейки");
            }
        }
    }
    void table(xmlNode* node, int depth) {
        end_paragraph();
        std::vector<std::vector<std::string>> rows;
        gather_rows(node, rows, depth);
        std::size_t columns = 0;
        for (const auto& row : rows) columns = std::max(columns, row.size());
        if (columns == 0) return;
        if (columns > 30) return lose("таблица шире 30 столбцов");
        std::string text;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows[i].resize(columns);
            text += fmt::format("{}| {} |", i == 0 ? "" : "\n", fmt::join(rows[i], " | "));
            if (i > 0) continue;
            text += "\n|";
            for (std::size_t column = 0; column < columns; ++column) text += "---|";
        }
        put(text);
    }

    void lose(const char* what) { ++page.losses[what]; }

    std::string inline_text_;
    std::string prefix_;          // what every line begins with
    bool is_item_begin_ = false;  // the line has a list mark and nothing else yet
    bool has_title_ = false;
};

}  // namespace

HtmlPage markdown_below(xmlNode* root, const std::string& title) {
    Converter converter;
    converter.page.title = title;
    converter.block(root, 0);
    converter.end_paragraph();
    converter.page.markdown = converter.take();
    return std::move(converter.page);
}

std::string with_addresses(std::string_view marked, const std::function<std::string(std::size_t)>& address) {
    std::string text;
    while (!marked.empty()) {
        const std::size_t begin = std::min(marked.find(kAddressMark), marked.size());
        text.append(marked.substr(0, begin));
        if (begin == marked.size()) break;
        const std::size_t end = std::min(marked.find(kAddressMark, begin + 1), marked.size());
        std::size_t number = 0;
        std::from_chars(marked.data() + begin + 1, marked.data() + end, number);
        text += address(number);
        marked.remove_prefix(std::min(end + 1, marked.size()));
    }
    return text;
}

}  // namespace kb
