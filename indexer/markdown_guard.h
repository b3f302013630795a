// SPDX-License-Identifier: GPL-2.0-or-later
// Refuses Markdown that would keep cmark busy for seconds. Looks at lines only; the limits stand in the .cc.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "stemming/diagnostic.h"

namespace kb {

inline constexpr std::size_t kMaxArticleBytes = 256 * 1024;
inline constexpr std::size_t kMaxHtmlBytes = 4 * 1024 * 1024;

// What is too much about the text, with its line; nothing: it is safe to parse. `first_line` is the
// file's line number of the text's first line; `file` of the diagnostic is left empty.
std::optional<Diagnostic> find_excess(std::string_view text, int first_line);

}  // namespace kb
