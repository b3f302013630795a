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

std::string markdown_escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (std::string_view("\\`*_[]<>{").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

}  // namespace kb
