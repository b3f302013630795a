// SPDX-License-Identifier: GPL-2.0-or-later
// A front matter is a flat YAML mapping: a key begins a line, and what belongs to it stands on that line and
// on the following ones that are indented, empty or begin with «- ». So the lines of a key can be exchanged
// without reading what they say, and comments and order stay.
//
//     ---                          ---
//     title: Wi-Fi                 title: Wi-Fi
//     redirect_from:       →       redirect_from: ["wifi", "wi-fi"]
//       - wifi                     status: draft
//     status: draft                ---
//     ---
#include "server/writing/front_matter_edit.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "indexer/front_matter_block.h"
#include "indexer/json_text.h"

namespace kb {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// With its end: «\n», «\r\n» or a lone «\r».
std::string_view take_line(std::string_view& rest) {
    std::size_t end = std::min(rest.find_first_of("\r\n"), rest.size());
    if (rest.substr(end, 2) == "\r\n") ++end;
    const std::string_view line = rest.substr(0, std::min(end + 1, rest.size()));
    rest.remove_prefix(line.size());
    return line;
}

// The same text with «\n» line ends, every byte at its place: a «\r» before «\n» is a blank at the line's
// end.
std::string with_plain_line_ends(std::string_view text) {
    std::string plain(text);
    for (std::size_t at = plain.find('\r'); at != std::string::npos; at = plain.find('\r', at + 1))
        plain[at] = at + 1 < plain.size() && plain[at + 1] == '\n' ? ' ' : '\n';
    return plain;
}

std::string_view line_end_of(std::string_view text) {
    std::string_view line = take_line(text);
    line.remove_prefix(std::min(line.find_first_of("\r\n"), line.size()));
    return line.empty() ? "\n" : line;
}

bool ends_line(std::string_view text) { return text.ends_with('\n') || text.ends_with('\r'); }

bool begins_key(std::string_view line, std::string_view key) {
    return line.starts_with(key) && line.size() > key.size() && line[key.size()] == ':';
}

bool continues_key(std::string_view line) {
    return line.starts_with(' ') || line.starts_with('\t') || line.starts_with("- ") || line == "-\n" ||
           line == "-\r\n";
}

// Belongs to the key before it only when more of that key follows.
bool is_between(std::string_view line) {
    return line.starts_with('#') || line.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::string yaml_with(std::string_view yaml, std::string_view key, const std::string& line_of_key,
                      std::string_view line_end) {
    std::string out;
    std::string between;
    bool is_inside = false;
    bool is_done = line_of_key.empty();
    while (!yaml.empty()) {
        const std::string_view line = take_line(yaml);
        if (is_inside && is_between(line)) {
            between += line;
            continue;
        }
        if (is_inside && continues_key(line)) {
            between.clear();
            continue;
        }
        out += std::exchange(between, {});
        is_inside = begins_key(line, key);
        if (!is_inside) {
            out += line;
            continue;
        }
        if (!is_done) out += line_of_key;
        is_done = true;
    }
    out += between;
    if (!out.empty() && !ends_line(out)) out += line_end;
    return is_done ? out : out + line_of_key;
}

}  // namespace

std::string with_key(std::string_view text, std::string_view key, std::string_view value) {
    const std::string_view mark =
        text.substr(0, text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0);
    text.remove_prefix(mark.size());
    const std::string plain = with_plain_line_ends(text);
    const FrontMatterBlock block = find_front_matter(plain);
    const std::string_view end = line_end_of(text);
    const std::string line = value.empty() ? std::string() : fmt::format("{}: {}{}", key, value, end);
    const bool is_absent = block.kind == FrontMatterBlock::Kind::absent;
    if (block.kind == FrontMatterBlock::Kind::broken || (is_absent && line.empty()))
        return fmt::format("{}{}", mark, text);
    if (is_absent) return fmt::format("{0}---{1}{2}---{1}{1}{3}", mark, end, line, text);
    const auto begin = static_cast<std::size_t>(block.yaml.data() - plain.data());
    return fmt::format("{}{}{}{}", mark, text.substr(0, begin),
                       yaml_with(text.substr(begin, block.yaml.size()), key, line, end),
                       text.substr(begin + block.yaml.size()));
}

std::string yaml_list(const std::vector<std::string>& values) {
    std::string out = "[";
    for (const std::string& value : values) out += (out.size() > 1 ? ", " : "") + json_quoted(value);
    return out + "]";
}

}  // namespace kb
