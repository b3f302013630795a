// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/normalize.h"

#include <catch2/catch.hpp>

#include "stemming/utf8.h"
#include "tests/support/table.h"

namespace kb::test {

TEST_CASE("the same letters become the same bytes", "[normalize]") {
    for (const TableRow& row : read_table("fold.tsv", 2)) {
        CAPTURE(row.line, row.cells[0]);
        const std::string folded = fold_word(row.cells[0]);
        CHECK(folded == row.cells[1]);
        CHECK(is_valid_utf8(folded));
        CHECK(fold_word(folded) == folded);
    }
    CHECK(fold_word("").empty());
}

}  // namespace kb::test
