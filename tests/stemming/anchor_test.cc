// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/anchor.h"

#include <catch2/catch.hpp>

namespace kb::test {

TEST_CASE("a heading becomes an anchor as on GitHub", "[anchor]") {
    struct Row {
        const char* heading;
        const char* anchor;
    };
    const Row rows[] = {
        {"Если не помогло?", "если-не-помогло"},
        {"Wi-Fi: шаг 1.2", "wi-fi-шаг-12"},
        {"ЁЛКА «Уют»", "ёлка-уют"},
        {"snake_case & и", "snake_case--и"},
        {"й й", "й-й"},
        {"№ 5 — да", "-5--да"},
        {"***", ""},
        {"", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.heading);
        CHECK(anchor_of(row.heading) == row.anchor);
    }
}

}  // namespace kb::test
