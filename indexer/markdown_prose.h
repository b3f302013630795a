// SPDX-License-Identifier: GPL-2.0-or-later
// What of a Markdown text is prose, where each piece of it stands in the source, and how it is built:
// for those who judge a text. Makes no HTML and reports nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stemming/token.h"

namespace kb {

// One paragraph, heading or table cell.
struct ProseBlock {
    enum class Kind : std::uint8_t { paragraph, heading, cell };
    // text[text_at…] stands at source[source_at…].
    struct Mark {
        std::size_t text_at = 0;
        std::size_t source_at = 0;
    };

    Kind kind = Kind::paragraph;
    int level = 0;  // of a heading
    bool is_in_list = false;
    bool is_in_ordered_list = false;
    bool is_quoted = false;
    // As a reader sees it; code and images stand as U+FFFC, a forced line end as «\n».
    std::string text;
    std::vector<Mark> marks;
    std::vector<ByteRange> links;     // of `text`
    std::vector<std::size_t> breaks;  // bytes of `text` where a line of the source ends
    int line = 0;                     // of the file, from 1
};

struct ProseTable {
    int line = 0;
    int columns = 0;
};

struct Place {
    int line = 0;    // of the file, from 1
    int column = 0;  // from 1, in code points
};

struct Prose {
    std::vector<ProseBlock> blocks;  // in the text's order
    std::vector<ProseTable> tables;
    std::string source;
    std::vector<std::size_t> line_begins;  // of `source`
    int first_line = 1;

    // Of a byte of a block's text. Exact but for escaped signs and entities, where it is the piece's begin.
    Place place_of(const ProseBlock& block, std::size_t text_at) const;
    // The byte of `source` before that one; «\n» where there is none.
    char sign_before(const ProseBlock& block, std::size_t text_at) const;

private:
    std::size_t source_at(const ProseBlock& block, std::size_t text_at) const;  // npos: unknown
};

// `text` has passed find_excess(); `first_line` is the file's line number of its first line.
Prose read_prose(std::string_view text, int first_line);

// Eight hex digits that change when a paragraph's words do; blanks and line ends do not count.
std::string paragraph_hash(const ProseBlock& block);

}  // namespace kb
