// SPDX-License-Identifier: GPL-2.0-or-later
// Rows of a table as it is in its file, before anybody has asked what its columns mean.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kb {

struct TableRow {
    int line = 0;                    // in the file (of a sheet: the row's number), from 1
    std::vector<std::string> cells;  // valid UTF-8, lines end with «\n»; dates as «12.03.2024»
};

struct TableRows {
    std::vector<TableRow> rows;
    std::vector<std::string> problems;  // «строка 5: …»
};

inline constexpr std::size_t kMaxTableRows = 50'000;

// Any usual Russian encoding.
TableRows csv_rows(std::string_view bytes, char separator);

}  // namespace kb
