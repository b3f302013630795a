// SPDX-License-Identifier: GPL-2.0-or-later
// Looks into a store from outside, for tests that kill or hinder its writer.
//     store-dump FILE       prints «integrity ok», a line for each table with its rows, and the sum of views
//     store-dump FILE hold  holds the file for writing, prints «held», lets go when its input ends
#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <string_view>

#include "server/store/database.h"

namespace {

void dump(kb::Database& database) {
    fmt::print("integrity {}\n", kb::text_of(database.rows("PRAGMA integrity_check").at(0).at(0)));
    for (const auto& row :
         database.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")) {
        const std::string name = kb::text_of(row.at(0));
        const auto count = kb::integer_of(database.rows("SELECT count(*) FROM " + name).at(0).at(0));
        fmt::print("{} {}\n", name, count);
    }
    const auto views = database.rows("SELECT coalesce(sum(count), 0) FROM views");
    fmt::print("viewed {}\n", kb::integer_of(views.at(0).at(0)));
}

void hold(kb::Database& database) {
    database.script("BEGIN IMMEDIATE");
    fmt::print("held\n");
    std::fflush(stdout);
    while (std::getchar() != EOF) {
    }
    database.script("ROLLBACK");
}

}  // namespace

int main(int argc, char** argv) {
    const bool is_holding = argc == 3 && std::string_view(argv[2]) == "hold";
    if (argc != 2 && !is_holding) return 2;
    try {
        kb::Database database(argv[1], kb::Database::Mode::read_write);
        is_holding ? hold(database) : dump(database);
        return 0;
    } catch (const std::exception& error) {
        fmt::print(stderr, "store-dump: {}\n", error.what());
        return 3;
    }
}
