// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/writing/front_matter_edit.h"

#include <catch2/catch.hpp>

#include "tests/support/table.h"

using namespace kb;

TEST_CASE("one key changes and every other byte stays", "[front_matter_edit]") {
    for (const test::TableRow& row : test::read_table("front_matter_edit.tsv", 4)) {
        INFO("front_matter_edit.tsv:" << row.line);
        CHECK(with_key(row.cells[0], row.cells[1], row.cells[2]) == row.cells[3]);
    }
}

TEST_CASE("a list is quoted, whatever its items hold", "[front_matter_edit]") {
    CHECK(yaml_list({}) == "[]");
    CHECK(yaml_list({"a/b", "он сказал \"да\""}) == R"(["a/b", "он сказал \"да\""])");
}
