// SPDX-License-Identifier: GPL-2.0-or-later
// Rows of a CSV file one by one, each with the line it begins on.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kb {

// «,», «;» or a tab, whichever the first line has most of.
char csv_separator(std::string_view text);

class Csv {
public:
    // `text` outlives the reader.
    Csv(std::string_view text, char separator) : text_(text), separator_(separator) {}

    struct Row {
        int line = 0;  // where it begins, from 1
        std::vector<std::string> cells;
        bool is_open =
            false;  // a quote is never closed: the row is its one line, its cells are not to be trusted
    };
    bool next(Row& row);  // false: there are no more

private:
    std::string cell(bool& is_open);
    void end_line();

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    int line_ = 1;
};

}  // namespace kb
