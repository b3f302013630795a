// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/shown_files.h"

#include <algorithm>
#include <array>
#include <string>

#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::array<std::string_view, 7> kBaseTexts = {"categories.yaml", "synonyms.txt",  "redirects.txt",
                                                        "variables.yaml",  "glossary.yaml", "dictionary.txt",
                                                        "lint.yaml"};

bool is_base_text(std::string_view path) {
    if (path.starts_with("internal/")) path.remove_prefix(std::string_view("internal/").size());
    return std::find(kBaseTexts.begin(), kBaseTexts.end(), path) != kBaseTexts.end();
}

bool is_hidden(std::string_view path) {
    return path.starts_with('.') || path.find("/.") != std::string_view::npos;
}

}  // namespace

bool is_in_internal_folder(std::string_view path) {
    const std::size_t slash = path.find('/');
    if (slash == std::string_view::npos) return false;
    const std::string top = lower(path.substr(0, slash));
    return top == "internal" || top == "templates";
}

bool may_show_file(std::string_view path, Audience audience_of_article) {
    if (lower(path).ends_with(".md") || is_hidden(path) || is_base_text(path)) return false;
    return audience_of_article == Audience::internal || !is_in_internal_folder(path);
}

}  // namespace kb
