// SPDX-License-Identifier: GPL-2.0-or-later
// Links in Markdown when a file moves: those of the moved article, which stands in another folder now, and
// those of others that lead to it. Only addresses change; code and every other byte stay.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace kb {

struct FileMove {
    std::string from, to;  // below the articles folder
};

// The text of the article at `path`, which is `move.to` for the moved one itself, with the addresses that the
// move broke mended. `is_there` says whether a file was below the folder before the move.
std::string relinked(std::string_view text, std::string_view path, const FileMove& move,
                     const std::function<bool(const std::string&)>& is_there);

}  // namespace kb
