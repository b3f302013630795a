// SPDX-License-Identifier: GPL-2.0-or-later
// Workbooks of Excel and LibreOffice (.xlsx): what a person sees in the cells. Formulas are not worked out,
// their kept values are taken.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/transfer/table_rows.h"

namespace kb {

class Xlsx {
public:
    struct Sheet {
        std::string name;
        bool is_hidden = false;
    };

    // Throws ConfigError when it is no workbook, saying what it is and how to mend it.
    explicit Xlsx(std::string bytes);
    ~Xlsx();

    const std::vector<Sheet>& sheets() const;  // in the order of the tabs
    // Rows that have anything in them. A cell merged downwards counts in each of its rows.
    TableRows rows(std::size_t sheet);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

// Whether the bytes are a file of an old Excel (.xls) or a workbook with a password.
bool is_old_excel(std::string_view bytes);

}  // namespace kb
