// SPDX-License-Identifier: GPL-2.0-or-later
// The files of a base that are not articles: categories.yaml and redirects.txt. (synonyms.txt:
// stemming/synonyms.h)
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/article.h"
#include "stemming/diagnostic.h"

namespace kb {

struct Category {
    std::string id;  // full path: "internet/wifi"
    std::string title;
    std::string title_en;  // may be empty
    std::string description;
    Audience audience = Audience::public_;

    bool operator==(const Category&) const = default;
};

struct CategoriesResult {
    std::vector<Category> categories;  // in the writer's order, a parent before its children
    Diagnostics diagnostics;
};

// A missing title is the id; broken YAML gives no categories and an error.
CategoriesResult parse_categories(std::string_view file, std::string_view bytes);

struct Redirect {
    std::string from;  // old slug
    std::string to;    // article id

    bool operator==(const Redirect&) const = default;
};

struct RedirectsResult {
    std::vector<Redirect> redirects;
    Diagnostics diagnostics;
};

// Lines `old/slug -> id`; `#` starts a comment.
RedirectsResult parse_redirects(std::string_view file, std::string_view bytes);

}  // namespace kb
