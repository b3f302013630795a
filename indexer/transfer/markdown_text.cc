// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/transfer/markdown_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "stemming/utf8.h"

namespace kb {

bool is_safe_address(std::string_view address) {
    const std::size_t end = address.find_first_of(":/?#");
    if (end == std::string_view::npos || address[end] != ':') return !address.empty();
    constexpr std::array<std::string_view, 4> kSchemes = {"http", "https", "mailto", "tel"};
    const std::string scheme = lower(address.substr(0, end));
    return std::find(kSchemes.begin(), kSchemes.end(), scheme) != kSchemes.end();
}

std::string address_in_markdown(std::string_view address) {
    std::string out;
    for (const char c : address) {
        if (c == ' ' || c == '(' || c == ')' || c == '<' || c == '>' || c == '\\' ||
            static_cast<unsigned char>(c) < 0x20)
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        else
            out += c;
    }
    return out;
}

// One blank for any white space.
std::string squeezed(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool is_blank = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
        if (!is_blank)
            out += c;
        else if (out.empty() || out.back() != ' ')
            out += ' ';
    }
    return out;
}

std::string trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \n");
    if (begin == std::string_view::npos) return "";
    return std::string(text.substr(begin, text.find_last_not_of(" \n") - begin + 1));
}

// A paragraph that would begin a list, a heading or a quote.
std::string with_plain_beginning(std::string text) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const bool is_number = digits > 0 && digits < text.size() && (text[digits] == '.' || text[digits] == ')');
    if (is_number) return text.insert(digits, "\\");
    if (!text.empty() && std::string_view("#-+=~").find(text.front()) != std::string_view::npos)
        return "\\" + text;
    return text;
}

namespace {

// The mark of a list's item at the beginning, taken off: «1. », «- »; empty: there is none.
std::string take_item_mark(std::string_view& line) {
    const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
    const bool is_number = digits > 0 && digits < 4 && digits + 1 < line.size() &&
                           (line[digits] == '.' || line[digits] == ')') && line[digits + 1] == ' ';
    if (is_number) {
        std::string mark = std::string(line.substr(0, digits)) + ". ";
        line.remove_prefix(digits + 2);
        return mark;
    }
    for (const std::string_view sign : {"- ", "* ", "• ", "– ", "— "}) {
        if (!line.starts_with(sign)) continue;
        line.remove_prefix(sign.size());
        return "- ";
    }
    return "";
}

}  // namespace

std::string text_markdown(std::string_view text) {
    std::string out;
    enum class Before { nothing, blank, item, line } before = Before::nothing;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string whole = trimmed(squeezed(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
        std::string_view line = whole;
        if (line.empty()) {
            if (before != Before::nothing) before = Before::blank;
            continue;
        }
        const std::string mark = take_item_mark(line);
        const Before now = mark.empty() ? Before::line : Before::item;
        if (before == Before::line && now == Before::line)
            out += "\\\n";
        else if (before == Before::item && now == Before::item)
            out += "\n";
        else if (before != Before::nothing)
            out += "\n\n";
        out += mark + with_plain_beginning(markdown_escaped(line));
        before = now;
    }
    return out + "\n";
}

std::string markdown_escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (std::string_view("\\`*_[]<>{").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

}  // namespace kb
