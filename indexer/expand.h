// SPDX-License-Identifier: GPL-2.0-or-later
// Puts shared blocks and variables into a Markdown text before it is parsed, and remembers where every byte
// of the result came from. Reads no disk.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article.h"
#include "indexer/shared_parts.h"
#include "stemming/diagnostic.h"

namespace kb {

// Where something stands in what a person wrote.
struct Origin {
    std::string file;  // below the articles folder
    int line = 0;      // from 1
    int column = 0;    // from 1, in code points; 0: the line as a whole
};

class Expansion {
public:
    std::string text;
    std::set<std::string> uses;  // keys as in SharedParts::hashes(), missing ones too
    Diagnostics diagnostics;
    bool is_whole = true;  // false: something that belongs into the text is not there

    // Of a place in `text`, whose first line is line 1.
    Origin origin_of(int line, int column) const;
    // As above, but of what stands in the article itself: inside a block, of the outermost {{> …}}.
    int article_line(int line) const;

private:
    friend class Expander;
    // text[at…] came from sources_[source][source_at…]; a variable's whole value from its {{…}}.
    struct Piece {
        std::size_t at = 0;
        std::size_t source = 0;
        std::size_t source_at = 0;
        std::size_t article_at = 0;  // of the article's text
        bool is_value = false;
    };
    struct Source {
        std::string path;
        std::string text;
        int first_line = 1;
    };
    const Piece* piece_at(int line, int column) const;
    std::size_t offset_of(int line, int column) const;
    const Piece* piece_of(std::size_t offset) const;

    std::vector<Source> sources_;  // the article first
    std::vector<Piece> pieces_;
};

struct ExpandRequest {
    std::string_view path;
    std::string_view text;
    int first_line = 1;  // of the file, where `text` begins
    Audience audience = Audience::public_;
    bool keeps_slots = false;  // {{name}} are places for an agent to fill in
};

// Code, fenced or in `backquotes`, is left as it is, and so is «\{{».
Expansion expand(const ExpandRequest& request, const SharedParts& parts);

// Whether {{> name}} or {{name}} may stand for a part: letters, digits, «-» and «_».
bool is_part_name(std::string_view name);

// Whether there is anything to put in: a text without «{{» is its own expansion.
bool may_hold_parts(std::string_view text);

}  // namespace kb
