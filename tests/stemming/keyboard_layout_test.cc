// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/keyboard_layout.h"

#include <catch2/catch.hpp>

#include "tests/support/table.h"

namespace kb::test {

TEST_CASE("the same keys in the other layout", "[keyboard_layout]") {
    for (const TableRow& row : read_table("layout.tsv", 2)) {
        CAPTURE(row.line);
        CHECK(to_russian_layout(row.cells[0]) == row.cells[1]);
        CHECK(to_english_layout(row.cells[1]) == row.cells[0]);
    }
    CHECK(to_english_layout("зфыыцщкв") == "password");
    CHECK(to_english_layout("цшаш") == "wifi");
}

TEST_CASE("characters without a key stay, broken bytes become U+FFFD", "[keyboard_layout]") {
    CHECK(to_russian_layout("日 651") == "日 651");
    CHECK(to_russian_layout("\xFF") == "\uFFFD");
    CHECK(to_english_layout("").empty());
}

}  // namespace kb::test
