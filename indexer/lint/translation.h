// SPDX-License-Identifier: GPL-2.0-or-later
// The one thing the lint writes: a translation's note of what its original said.
#pragma once

#include <string>
#include <string_view>

#include "indexer/file_system.h"
#include "indexer/markdown_prose.h"

namespace kb {

// Writes `translated_paragraphs` into the front matter of the translation at `path` and returns the
// original's path. The rest of the file stays byte for byte. Throws ConfigError when `path` is no article,
// has no `translation_of`, or the original cannot be found.
std::string mark_translated(FileSystem& files, const std::string& articles_dir, const std::string& path);

}  // namespace kb
