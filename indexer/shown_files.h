// SPDX-License-Identifier: GPL-2.0-or-later
// Which folders are for staff, and which files of the articles folder may be shown with an article. Goes by
// paths alone.
#pragma once

#include <string_view>

#include "indexer/article.h"

namespace kb {

// Whether a path below the articles folder stands in a folder for staff: internal/ or templates/.
bool is_in_internal_folder(std::string_view path);

// Never articles' sources, the base's own texts (categories.yaml, synonyms.txt …) and hidden files; with a
// public article nothing from a folder for staff.
bool may_show_file(std::string_view path, Audience audience_of_article);

}  // namespace kb
