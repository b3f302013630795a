// SPDX-License-Identifier: GPL-2.0-or-later
// An article as the index sees it, for a writer who wonders why it is found, or is not.
#pragma once

#include <string>
#include <string_view>

#include "indexer/article.h"
#include "indexer/file_system.h"
#include "indexer/update.h"
#include "stemming/protected_words.h"

namespace kb {

// Card, sections with their anchors, and the words of each: «настройка ×3 → настройк → настр», the form,
// its stem, and its derived form where that is another.
std::string describe(const Article& article, const ProtectedWords& protected_words);

// Describes the indexed article with this id, read from its file. Throws ConfigError when the index has
// no such id, IndexError, BusyError, IoError.
std::string show(FileSystem& files, const IndexPaths& paths, std::string_view id);

}  // namespace kb
