// SPDX-License-Identifier: GPL-2.0-or-later
// Strings for the little JSON that the indexer writes. JSON that people send is read by server/http/json.
#pragma once

#include <string>
#include <string_view>

namespace kb {

// `text` in double quotes, also valid as a YAML scalar. Broken UTF-8 becomes U+FFFD.
std::string json_quoted(std::string_view text);

}  // namespace kb
