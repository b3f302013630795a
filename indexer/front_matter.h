// SPDX-License-Identifier: GPL-2.0-or-later
// What an article says about itself, from the text between its lines «---». Never touches the body.
#pragma once

#include <string_view>

#include "indexer/article.h"
#include "stemming/diagnostic.h"

namespace kb {

struct FrontMatterResult {
    // False when what is written cannot be taken without guessing who may read it.
    bool is_readable = true;
    bool has_audience = false;
    Diagnostics diagnostics;
};

// Fills the fields of `article` that the block gives; the others keep what they have. `article.path` must be
// set.
FrontMatterResult read_front_matter(std::string_view yaml, int first_line, Article& article);

// Whether a front matter may have this key.
bool is_front_matter_key(std::string_view word);

}  // namespace kb
