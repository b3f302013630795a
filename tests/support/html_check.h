// SPDX-License-Identifier: GPL-2.0-or-later
// What must never stand in HTML made from other people's text, by a list of what may.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace kb::test {

// clang-format off
inline constexpr std::array<std::string_view, 37> kHarmlessTags = {
    "a", "blockquote", "br", "code", "dd", "del", "details", "div", "dl", "dt", "em", "h1", "h2", "h3",
    "h4", "h5", "h6", "hr", "img", "input", "kbd", "li", "mark", "ol", "p", "pre", "s", "section", "span",
    "strong", "sub", "summary", "sup", "table", "tbody", "thead", "ul"};
inline constexpr std::array<std::string_view, 3> kTableTags = {"td", "th", "tr"};
inline constexpr std::array<std::string_view, 13> kHarmlessAttributes = {
    "align", "alt", "checked", "class", "disabled", "height", "href", "id", "lang", "loading", "src",
    "start", "title"};
inline constexpr std::array<std::string_view, 11> kHarmlessMore = {
    "type", "width", "rel", "aria-label", "role", "tabindex", "dir", "data-footnotes", "data-footnote-ref",
    "data-footnote-backref", "data-footnote-backref-idx"};
inline constexpr std::array<std::string_view, 6> kHarmlessSchemes = {
    "http", "https", "mailto", "tel", "kb", "kb-file"};  // kb…: our own marks, replaced on the way out
// clang-format on

template <typename List>
bool is_one_of(std::string_view word, const List& list) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

// Browsers skip blanks and control characters inside a scheme, so nothing but letters may stand before «:».
inline bool is_harmless_address(std::string_view address) {
    const std::size_t end = address.find_first_of(":/?#&");
    if (end == std::string_view::npos || address[end] != ':') {
        return end == std::string_view::npos || address[end] != '&' ||
               address.substr(end).find("colon") == std::string_view::npos;
    }
    std::string scheme(address.substr(0, end));
    for (char& c : scheme) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return is_one_of(scheme, kHarmlessSchemes);
}

// The first attribute of a tag's inside («a href="…"») that may not be there; "" when all may.
inline std::string harmful_attribute(std::string_view inside) {
    std::size_t at = inside.find(' ');
    while (at != std::string_view::npos) {
        at = inside.find_first_not_of(" /\n", at);
        if (at == std::string_view::npos) break;
        const std::size_t name_end = std::min(inside.find_first_of(" =/", at), inside.size());
        const std::string name(inside.substr(at, name_end - at));
        if (!is_one_of(name, kHarmlessAttributes) && !is_one_of(name, kHarmlessMore)) return name;
        if (name_end >= inside.size() || inside[name_end] != '=') {
            at = name_end;
            continue;
        }
        if (name_end + 1 >= inside.size() || inside[name_end + 1] != '"') return name + " without quotes";
        const std::size_t close = inside.find('"', name_end + 2);
        if (close == std::string_view::npos) return name + " without an end";
        const std::string_view value = inside.substr(name_end + 2, close - name_end - 2);
        if ((name == "href" || name == "src") && !is_harmless_address(value))
            return name + " " + std::string(value);
        at = close + 1;
    }
    return "";
}

// The first tag or attribute that may not be there; "" when the HTML is harmless.
inline std::string harm_in(std::string_view html) {
    for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
        std::size_t end = at + 1;
        for (bool is_quoted = false; end < html.size() && (is_quoted || html[end] != '>'); ++end)
            if (html[end] == '"') is_quoted = !is_quoted;
        if (end == html.size()) return "a tag without an end";
        std::string_view inside = html.substr(at + 1, end - at - 1);
        if (inside.starts_with("!-- raw HTML omitted --")) continue;
        if (inside.starts_with('/')) inside.remove_prefix(1);
        const std::string name(inside.substr(0, inside.find_first_of(" />\n")));
        if (!is_one_of(name, kHarmlessTags) && !is_one_of(name, kTableTags)) return "<" + name + ">";
        if (const std::string attribute = harmful_attribute(inside); !attribute.empty())
            return "<" + name + "> with " + attribute;
        at = end;
    }
    return "";
}

}  // namespace kb::test
