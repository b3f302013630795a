// SPDX-License-Identifier: GPL-2.0-or-later
// What of categories.yaml, synonyms.txt and redirects.txt each audience's database keeps. Here public
// readers lose what only staff may know. Touches no index.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article.h"
#include "indexer/base_files.h"
#include "indexer/file_system.h"
#include "stemming/diagnostic.h"
#include "stemming/protected_words.h"

namespace kb {

struct BaseText {
    Audience audience = Audience::public_;
    std::string
        name;  // "categories", "synonyms", "protected" or "redirects": the name for IndexWriter::set_text
    std::string text;
};

struct BaseTexts {
    std::vector<BaseText> texts;  // a file that cannot be understood gives none: the last good text stays
    Diagnostics diagnostics;
};

// Whose an article is; nothing when no article has this id.
using AudienceOf = std::function<std::optional<Audience>(std::string_view id)>;

// Internal readers get the files as written (synonyms.txt with internal/synonyms.txt after it), public
// ones the public categories, synonyms.txt, and the redirects to public articles. A missing file is an empty
// text.
BaseTexts read_base_texts(FileSystem& files, const std::string& articles_dir, const AudienceOf& audience_of);

// The base text of the words that synonyms.txt protects, the same for both audiences, in
// format_words()' form.
inline constexpr const char* kProtectedWords = "protected";

// The words that synonyms.txt protects; those of `before`, the base text of the last time, when it cannot be
// read.
ProtectedWords read_protected_words(FileSystem& files, const std::string& articles_dir,
                                    std::string_view before);

// The categories as parse_categories() reads them. A category below one that is left out is left out too.
std::string format_categories(const std::vector<Category>& categories, Audience reader);

}  // namespace kb
