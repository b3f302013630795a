// SPDX-License-Identifier: GPL-2.0-or-later
// One pass over the bytes, so a megabyte of «<» costs a megabyte of steps. This is
// for reading letters, not for showing them: what comes out is plain text.
#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "server/search/ticket_text.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr std::array<std::string_view, 21> kBlocks{
    "p",  "div", "br", "tr", "li", "ul",  "ol",      "h1",    "h2",     "h3",    "h4",
    "h5", "h6",  "hr", "dt", "dd", "pre", "section", "table", "header", "footer"};
constexpr std::array<std::string_view, 2> kCells{"td", "th"};
constexpr std::array<std::string_view, 4> kSilent{"script", "style", "head", "title"};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string tag_name(std::string_view tag) {  // of "<p class=x" or "</p"
    std::string name;
    for (std::size_t i = tag.starts_with("</") ? 2 : 1; i < tag.size() && name.size() < 12; ++i) {
        if (!is_letter(tag[i]) && !(tag[i] >= '1' && tag[i] <= '6')) break;
        name.push_back(static_cast<char>(tag[i] | 0x20));
    }
    return name;
}

struct Entity {
    std::string_view name;
    std::string_view text;
};
constexpr std::array kEntities{Entity{"nbsp", " "},  Entity{"shy", ""},    Entity{"amp", "&"},
                               Entity{"lt", "<"},    Entity{"gt", ">"},    Entity{"quot", "\""},
                               Entity{"apos", "'"},  Entity{"laquo", "«"}, Entity{"raquo", "»"},
                               Entity{"mdash", "—"}, Entity{"ndash", "–"}, Entity{"hellip", "…"},
                               Entity{"rub", "₽"}};

// Appends what stands for the entity at `at` («&nbsp;», «&#1087;»); returns the bytes read, 0: not an entity.
std::size_t append_entity(std::string_view text, std::size_t at, std::string& out) {
    const auto end = text.substr(at, 12).find(';');
    if (end == std::string_view::npos || end < 2) return 0;
    auto name = text.substr(at + 1, end - 1);
    if (name[0] == '#') {
        name.remove_prefix(1);
        const bool hex = !name.empty() && (name[0] == 'x' || name[0] == 'X');
        if (hex) name.remove_prefix(1);
        std::uint32_t value = 0;
        const auto parsed = std::from_chars(name.data(), name.data() + name.size(), value, hex ? 16 : 10);
        if (name.empty() || parsed.ec != std::errc{} || parsed.ptr != name.data() + name.size()) return 0;
        append_utf8(out, value < 0x20 ? U' ' : static_cast<char32_t>(value));
        return end + 1;
    }
    for (const auto& entity : kEntities) {
        if (entity.name != name) continue;
        out += entity.text;
        return end + 1;
    }
    return 0;
}

bool looks_like_html(std::string_view text) {
    for (const auto* tag :
         {"<html", "<body", "<div", "<p>", "<p ", "<br", "<table", "<span", "<a href", "</"})
        if (text.find(tag) != std::string_view::npos) return true;
    return false;
}

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

class Reader {
public:
    explicit Reader(std::string_view html) : html_(html) {}
    std::string read();

private:
    bool at_tag() const;
    bool skip_comment();
    void take_tag(std::string_view name, bool closes);
    bool closes_later(std::string_view name);
    void new_line();

    std::string_view html_;
    std::size_t at_ = 0;
    std::string out_;
    std::string silent_;                     // name of the element whose text is not shown
    std::vector<std::string> never_closed_;  // elements that do not end any more
    bool has_comment_ends_ = true;
    int quotes_ = 0;  // blockquotes around
};

bool Reader::at_tag() const {
    if (html_[at_] != '<' || at_ + 1 >= html_.size()) return false;
    return is_letter(html_[at_ + 1]) || html_[at_ + 1] == '/' || html_[at_ + 1] == '!';
}

// Comments hold what only Outlook reads; their text may contain «>».
bool Reader::skip_comment() {
    if (!has_comment_ends_ || html_.substr(at_, 4) != "<!--") return false;
    const auto end = html_.find("-->", at_ + 4);
    has_comment_ends_ = end != std::string_view::npos;
    if (has_comment_ends_) at_ = end + 3;
    return has_comment_ends_;
}

// An unclosed <head> must not swallow the letter. Each name is looked for in vain once at most.
bool Reader::closes_later(std::string_view name) {
    if (std::find(never_closed_.begin(), never_closed_.end(), name) != never_closed_.end()) return false;
    for (auto end = html_.find("</", at_); end != std::string_view::npos; end = html_.find("</", end + 2))
        if (tag_name(html_.substr(end, name.size() + 3)) == name) return true;
    never_closed_.emplace_back(name);
    return false;
}

void Reader::new_line() { out_ += quotes_ > 0 ? "\n> " : "\n"; }

void Reader::take_tag(std::string_view name, bool closes) {
    if (!silent_.empty()) {
        if (closes && name == silent_) silent_.clear();
    } else if (!closes && is_one_of(name, kSilent) && closes_later(name)) {
        silent_ = name;
    } else if (name == "blockquote") {
        quotes_ = std::max(0, quotes_ + (closes ? -1 : 1));
        new_line();
    } else if (is_one_of(name, kBlocks)) {
        new_line();
    } else if (is_one_of(name, kCells)) {
        out_ += ' ';
    }
}

std::string Reader::read() {
    while (at_ < html_.size()) {
        if (at_tag()) {
            if (skip_comment()) continue;
            const auto end = html_.find('>', at_);
            if (end == std::string_view::npos) break;  // an unclosed tag has no text after it
            const auto name = tag_name(html_.substr(at_, std::min<std::size_t>(end - at_, 32)));
            const bool closes = html_[at_ + 1] == '/';
            at_ = end + 1;
            take_tag(name, closes);
        } else if (!silent_.empty()) {
            ++at_;
        } else if (const auto bytes = html_[at_] == '&' ? append_entity(html_, at_, out_) : 0; bytes > 0) {
            at_ += bytes;
        } else if (html_[at_] == '\n' && quotes_ > 0) {
            new_line();
            ++at_;
        } else {
            out_.push_back(html_[at_++]);
        }
    }
    return std::move(out_);
}

}  // namespace

std::string text_of_html(std::string_view html) {
    return looks_like_html(html) ? Reader(html).read() : std::string(html);
}

}  // namespace kb
