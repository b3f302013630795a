// SPDX-License-Identifier: GPL-2.0-or-later
// One pass over the bytes, so a megabyte of «<» costs a megabyte of steps. This is
// for reading letters, not for showing them: what comes out is plain text.
#include <algorithm>
#include <array>
#include <charconv>

#include "server/search/ticket_text.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr std::array<std::string_view, 15> kBlocks{"p",  "div", "br", "tr", "li", "ul", "ol",        "table",
                                                   "h1", "h2",  "h3", "h4", "hr", "pre", "blockquote"};
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
constexpr std::array kEntities{Entity{"nbsp", " "},  Entity{"amp", "&"},    Entity{"lt", "<"},      Entity{"gt", ">"},
                               Entity{"quot", "\""}, Entity{"apos", "'"},   Entity{"laquo", "«"},   Entity{"raquo", "»"},
                               Entity{"mdash", "—"}, Entity{"ndash", "–"},  Entity{"hellip", "…"},  Entity{"rub", "₽"}};

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
    for (const auto* tag : {"<html", "<body", "<div", "<p>", "<p ", "<br", "<table", "<span", "<a href", "</"})
        if (text.find(tag) != std::string_view::npos) return true;
    return false;
}

}  // namespace

std::string text_of_html(std::string_view html) {
    if (!looks_like_html(html)) return std::string(html);
    std::string out;
    std::string silent;  // name of the element whose text is not shown
    for (std::size_t at = 0; at < html.size();) {
        const bool opens = html[at] == '<' && at + 1 < html.size() &&
                           (is_letter(html[at + 1]) || html[at + 1] == '/' || html[at + 1] == '!');
        if (opens) {
            const auto end = html.find('>', at);
            if (end == std::string_view::npos) break;  // an unclosed tag has no text after it
            const auto name = tag_name(html.substr(at, std::min<std::size_t>(end - at, 32)));
            const bool closes = html[at + 1] == '/';
            at = end + 1;
            if (!silent.empty()) {
                if (closes && name == silent) silent.clear();
            } else if (!closes && std::find(kSilent.begin(), kSilent.end(), name) != kSilent.end()) {
                silent = name;
            } else if (name == "blockquote" && !closes) {
                out += "\n> ";
            } else if (std::find(kBlocks.begin(), kBlocks.end(), name) != kBlocks.end()) {
                out += '\n';
            }
            continue;
        }
        if (silent.empty()) {
            const auto read = html[at] == '&' ? append_entity(html, at, out) : 0;
            if (read > 0) {
                at += read;
                continue;
            }
            out.push_back(html[at]);
        }
        ++at;
    }
    return out;
}

}  // namespace kb
