// SPDX-License-Identifier: GPL-2.0-or-later
// YAML as people write it by hand, read strictly: every value is the text that stands there («no» is "no"),
// and what yaml-cpp lets pass (doubled keys, unclosed quotes, anchors, a second document) is an error with
// its place.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stemming/diagnostic.h"

namespace kb {

struct YamlNode {
    enum class Kind { empty, text, list, map };

    Kind kind = Kind::empty;
    std::string text;             // of a text
    std::vector<YamlNode> items;  // of a list; the values of a map
    std::vector<YamlNode> keys;   // of a map: texts, as many as items
    int line = 0;                 // from 1
    int column = 0;               // from 1, in code points

    // The value of a map's key, or nullptr.
    const YamlNode* find(std::string_view key) const;
};

struct YamlResult {
    std::optional<YamlNode> root;  // absent when there are errors; an empty text gives an empty node
    Diagnostics diagnostics;
};

// `first_line` is the line of the file where `text` (valid UTF-8, at most 1 MiB is read) begins.
YamlResult parse_yaml(std::string_view text, std::string_view file, int first_line);

}  // namespace kb
