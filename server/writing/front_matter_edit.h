// SPDX-License-Identifier: GPL-2.0-or-later
// Changes one key of a front matter and leaves every other byte as its writer wrote it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kb {

// `value` is one line of YAML ("draft", "\"Как войти\"", "[a, b]"); empty takes the key away. A text without
// front matter gets one; one whose front matter is broken is returned as it is.
std::string with_key(std::string_view text, std::string_view key, std::string_view value);

// ["old/slug", "older"], each quoted.
std::string yaml_list(const std::vector<std::string>& values);

}  // namespace kb
