// SPDX-License-Identifier: GPL-2.0-or-later
// Finds lines that were meant to hide an article and are not read as such: the header begins with «----», or
// `audience` stands outside of it. Gives an error with its line; `file` is left empty.
#pragma once

#include <optional>
#include <string_view>

#include "indexer/strict_yaml.h"
#include "stemming/diagnostic.h"

namespace kb {

inline constexpr const char* kHidden = " Пока не исправите, статья скрыта.";

// In a text that has no header.
std::optional<Diagnostic> find_lost_header(std::string_view text);

// In what follows a header. `first_line` is the number of the body's first line.
std::optional<Diagnostic> find_line_below_header(std::string_view body, int first_line);

// Between the two lines «---»: `audience` or `status` without its colon or below another key.
std::optional<Diagnostic> find_slipped_line(std::string_view yaml, int first_line);

// `audience` or `status` inside the value of another key.
std::optional<Diagnostic> find_nested_key(const YamlNode& root);

}  // namespace kb
