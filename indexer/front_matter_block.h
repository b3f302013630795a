// SPDX-License-Identifier: GPL-2.0-or-later
// Finds the block between two lines «---» at a file's top. Does not read what it says.
#pragma once

#include <string_view>

#include "stemming/diagnostic.h"

namespace kb {

// Where the block stands in a text with «\n» line ends.
struct FrontMatterBlock {
    enum class Kind { absent, present, broken };

    Kind kind = Kind::absent;
    std::string_view yaml;  // between the lines
    int yaml_line = 0;      // of its first line, from 1
    std::string_view body;  // what follows; the whole text when absent
    int body_line = 1;
    Diagnostics diagnostics;  // of a broken block; `file` left empty
};

FrontMatterBlock find_front_matter(std::string_view text);

}  // namespace kb
