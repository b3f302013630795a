// SPDX-License-Identifier: GPL-2.0-or-later
// The kinds of keys kb.yaml has: each reads its value or says, with the line, what is wrong with it.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace YAML {
class Node;
}

namespace kb {

using Problems = std::vector<std::string>;

// What one key of a mapping does with its value.
struct Key {
    const char* name;
    std::function<void(const YAML::Node&)> take;
};

// Unknown keys (with «did you mean») and repeated ones are problems.
void read_mapping(const YAML::Node& node, const std::vector<Key>& keys, Problems& problems);

// The line of the file, from 1.
int line_of(const YAML::Node& node);

Key text_key(const char* name, std::string& out, Problems& problems);
Key number_key(const char* name, int& out, int low, int high, Problems& problems);
Key flag_key(const char* name, bool& out, Problems& problems);
Key list_key(const char* name, std::vector<std::string>& out, Problems& problems);
// «Роутер: [маршрутизатор, R2]» or «Роутер:»: each becomes a list, the key first.
Key names_key(const char* name, std::vector<std::vector<std::string>>& out, Problems& problems);
Key section_key(const char* name, std::vector<Key> keys, Problems& problems);
Key choice_key(const char* name, std::string& out, std::vector<std::string> choices, Problems& problems);
// http:// or https://; with `may_be_path` also «/…» and «mailto:…». A slash at the end of a site's address
// goes.
Key url_key(const char* name, std::string& out, bool may_be_path, Problems& problems);

}  // namespace kb
