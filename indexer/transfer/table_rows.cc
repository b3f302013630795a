// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/transfer/table_rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "server/csv.h"
#include "stemming/encoding.h"
#include "stemming/utf8.h"

namespace kb {

TableRows csv_rows(std::string_view bytes, char separator) {
    std::string text = decode_text(bytes).text;
    if (text.find('\n') == std::string::npos) std::replace(text.begin(), text.end(), '\r', '\n');
    std::erase(text, '\r');
    Csv csv(text, separator);
    Csv::Row cells;
    TableRows read;
    while (csv.next(cells)) {
        if (cells.is_open) {
            read.problems.push_back(fmt::format("строка {}: кавычка не закрыта.", cells.line));
            continue;
        }
        if (read.rows.size() > kMaxTableRows) {
            read.problems.push_back(
                fmt::format("строка {}: строк больше 50 000, дальше не прочитано.", cells.line));
            break;
        }
        const bool is_empty = std::all_of(cells.cells.begin(), cells.cells.end(),
                                          [](const std::string& cell) { return cell.empty(); });
        if (is_empty) continue;
        read.rows.push_back({cells.line, std::move(cells.cells)});
        for (std::string& cell : read.rows.back().cells) cell = valid_utf8(cell);
    }
    return read;
}

}  // namespace kb
