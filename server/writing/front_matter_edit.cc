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

#include <utility>

#include "indexer/front_matter_block.h"
#include "indexer/json_text.h"

namespace kb {
namespace {

std::string_view take_line(std::string_view& rest) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end == std::string_view::npos ? rest.size() : end + 1);
    rest.remove_prefix(line.size());
    return line;
}

bool begins_key(std::string_view line, std::string_view key) {
    return line.starts_with(key) && line.size() > key.size() && line[key.size()] == ':';
}

bool continues_key(std::string_view line) {
    return line.starts_with(' ') || line.starts_with('\t') || line.starts_with("- ") || line == "-\n";
}

// Belongs to the key before it only when more of that key follows.
bool is_between(std::string_view line) {
    return line.starts_with('#') || line.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::string yaml_with(std::string_view yaml, std::string_view key, const std::string& line_of_key) {
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
    if (!out.empty() && out.back() != '\n') out += '\n';
    return is_done ? out : out + line_of_key;
}

}  // namespace

std::string with_key(std::string_view text, std::string_view key, std::string_view value) {
    const FrontMatterBlock block = find_front_matter(text);
    const std::string line = value.empty() ? std::string() : fmt::format("{}: {}\n", key, value);
    if (block.kind == FrontMatterBlock::Kind::broken) return std::string(text);
    if (block.kind == FrontMatterBlock::Kind::absent)
        return line.empty() ? std::string(text) : fmt::format("---\n{}---\n\n{}", line, text);
    const auto begin = static_cast<std::size_t>(block.yaml.data() - text.data());
    return fmt::format("{}{}{}", text.substr(0, begin), yaml_with(block.yaml, key, line),
                       text.substr(begin + block.yaml.size()));
}

std::string yaml_list(const std::vector<std::string>& values) {
    std::string out = "[";
    for (const std::string& value : values) out += (out.size() > 1 ? ", " : "") + json_quoted(value);
    return out + "]";
}

}  // namespace kb
