// SPDX-License-Identifier: GPL-2.0-or-later
// Tables of cases, one a line: columns between tabs, «#» begins a comment line. \n, \r, \t, \\ and \xHH stand
// for what cannot be written in a line.
#pragma once

#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace kb::test {

struct TableRow {
    int line = 0;                    // in the file, for messages
    std::vector<std::string> cells;  // as many as asked for; cells left out are empty
};

inline std::string unescaped(std::string_view cell) {
    std::string text;
    for (std::size_t i = 0; i < cell.size(); ++i) {
        if (cell[i] != '\\' || i + 1 == cell.size()) {
            text += cell[i];
            continue;
        }
        const char sign = cell[++i];
        if (sign == 'n')
            text += '\n';
        else if (sign == 't')
            text += '\t';
        else if (sign == 'r')
            text += '\r';
        else if (sign == 'x') {
            text += static_cast<char>(std::stoi(std::string(cell.substr(i + 1, 2)), nullptr, 16));
            i += 2;
        } else
            text += sign;
    }
    return text;
}

// Reads tests/cases/`name`; throws when it is missing, holds no case or a line has more cells than `columns`.
inline std::vector<TableRow> read_table(const std::string& name, std::size_t columns) {
    std::ifstream file(std::string(KB_SOURCE_DIR) + "/tests/cases/" + name);
    std::vector<TableRow> rows;
    int number = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        if (line.empty() || line.front() == '#') continue;
        TableRow row{number, {}};
        for (std::string_view rest = line;;) {
            const auto tab = rest.find('\t');
            row.cells.push_back(unescaped(rest.substr(0, tab)));
            if (tab == std::string_view::npos) break;
            rest.remove_prefix(tab + 1);
        }
        if (row.cells.size() > columns)
            throw std::runtime_error("tests/cases/" + name + ":" + std::to_string(number) +
                                     ": too many cells");
        row.cells.resize(columns);
        rows.push_back(std::move(row));
    }
    if (rows.empty()) throw std::runtime_error("no cases in tests/cases/" + name);
    return rows;
}

}  // namespace kb::test
