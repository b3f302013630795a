// SPDX-License-Identifier: GPL-2.0-or-later
// «## Горит ли лампа?» with «- [Да](#да)», «- [Нет](#нет)» and «- [Мигает](../lamp.md)» is a node with three
// answers: two lead on, one leads out of the tree. A link to an anchor is an answer wherever it stands, as
// on the page; a link elsewhere is one only where it opens an item of a list, for in a sentence it is just
// more to read. Lines come from the parser, which knows of code blocks and of shared blocks; the text is
// looked at only to see how such a line begins.
#include "server/writing/script_outline.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kSaidCharacters = 140;

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    for (;;) {
        const std::size_t end = text.find('\n');
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return lines;
        text.remove_prefix(end + 1);
    }
}

// «- [», «* [», «12. [», with any indent.
bool opens_item(std::string_view line) {
    const auto skip = [&](std::string_view signs) {
        const std::size_t count = std::min(line.find_first_not_of(signs), line.size());
        line.remove_prefix(count);
        return count;
    };
    skip(" \t>");
    const bool is_numbered = skip("0123456789") > 0;
    const std::string_view markers = is_numbered ? ".)" : "-*+";
    if (line.empty() || markers.find(line.front()) == std::string_view::npos) return false;
    line.remove_prefix(1);
    return skip(" \t") > 0 && line.starts_with('[');
}

// What the page shows first: the section's text up to its first answer.
std::string said(const Section& section, const std::vector<OutlineAnswer>& answers) {
    std::string out;
    std::string_view rest = section.text;
    while (!rest.empty() && count_code_points(out) < kSaidCharacters) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.empty()) continue;
        if (!answers.empty() && line.find(answers.front().text) == 0) break;
        if (!out.empty()) out += ' ';
        out += line;
    }
    const std::string_view begun = first_code_points(out, kSaidCharacters);
    return begun.size() == out.size() ? out : std::string(begun) + "…";
}

class Outline {
public:
    Outline(const Article& article, std::string_view text) : article_(article), lines_(lines_of(text)) {}

    std::vector<OutlineNode> take() {
        for (const Section& section : article_.sections) add_node(section);
        for (const Link& link : article_.links) add_answer(link);
        for (std::size_t i = 0; i < nodes_.size(); ++i)
            nodes_[i].says = said(*sections_[i], nodes_[i].answers);
        find_reached();
        find_ends();
        return std::move(nodes_);
    }

private:
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    struct Heading {
        int line = 0;
        std::size_t node = kNone;
    };

    void add_node(const Section& section) {
        const bool is_node = !section.anchor.empty() && section.level >= 2;
        headings_.push_back({section.line, is_node ? nodes_.size() : kNone});
        if (!is_node) return;
        by_anchor_.emplace(section.anchor, nodes_.size());
        OutlineNode node;
        node.anchor = section.anchor;
        node.title = section.title;
        node.line = section.line;
        nodes_.push_back(std::move(node));
        sections_.push_back(&section);
    }

    // The node that the line stands in; null before the first one, in a heading, or below one of level 1.
    OutlineNode* node_at(int line) {
        const auto after =
            std::upper_bound(headings_.begin(), headings_.end(), line,
                             [](int one, const Heading& heading) { return one < heading.line; });
        if (after == headings_.begin()) return nullptr;
        const Heading& heading = *std::prev(after);
        return heading.node == kNone || heading.line == line ? nullptr : &nodes_[heading.node];
    }

    void add_answer(const Link& link) {
        if (link.is_image) return;
        const bool is_inside = link.target.starts_with('#');
        const auto place = static_cast<std::size_t>(link.line - 1);
        if (!is_inside && (link.line < 1 || place >= lines_.size() || !opens_item(lines_[place]))) return;
        OutlineNode* node = node_at(link.line);
        if (node == nullptr) return;
        OutlineAnswer answer{
            link.text, is_inside && !link.anchor.empty() ? link.anchor : link.target, link.line, {}};
        using Leads = OutlineAnswer::Leads;
        answer.leads = !is_inside                         ? Leads::out
                       : by_anchor_.contains(link.anchor) ? Leads::on
                                                          : Leads::nowhere;
        node->answers.push_back(std::move(answer));
    }

    std::vector<std::size_t> next_of(std::size_t node) const {
        std::vector<std::size_t> next;
        for (const OutlineAnswer& answer : nodes_[node].answers)
            if (answer.leads == OutlineAnswer::Leads::on) next.push_back(by_anchor_.at(answer.to));
        return next;
    }

    void find_reached() {
        if (nodes_.empty()) return;
        nodes_[0].is_reached = true;
        std::vector<std::size_t> queue{0};
        for (std::size_t i = 0; i < queue.size(); ++i) {
            for (const std::size_t next : next_of(queue[i])) {
                if (nodes_[next].is_reached) continue;
                nodes_[next].is_reached = true;
                nodes_[next].parent = nodes_[queue[i]].anchor;
                queue.push_back(next);
            }
        }
    }

    // Backwards from every end.
    void find_ends() {
        std::vector<std::vector<std::size_t>> before(nodes_.size());
        std::vector<std::size_t> queue;
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            const auto& answers = nodes_[i].answers;
            nodes_[i].has_end =
                answers.empty() || std::any_of(answers.begin(), answers.end(), [](const auto& a) {
                    return a.leads == OutlineAnswer::Leads::out;
                });
            if (nodes_[i].has_end) queue.push_back(i);
            for (const std::size_t next : next_of(i)) before[next].push_back(i);
        }
        for (std::size_t i = 0; i < queue.size(); ++i) {
            for (const std::size_t one : before[queue[i]]) {
                if (nodes_[one].has_end) continue;
                nodes_[one].has_end = true;
                queue.push_back(one);
            }
        }
    }

    const Article& article_;
    const std::vector<std::string_view> lines_;
    std::vector<OutlineNode> nodes_;
    std::vector<const Section*> sections_;  // of the nodes
    std::vector<Heading> headings_;         // of all sections, the lead's too
    std::map<std::string, std::size_t> by_anchor_;
};

}  // namespace

std::vector<OutlineNode> script_outline(const Article& article, std::string_view text) {
    if (article.type != ArticleType::script) return {};
    return Outline(article, text).take();
}

}  // namespace kb
