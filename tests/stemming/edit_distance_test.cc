// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/edit_distance.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

namespace kb::test {
namespace {

// The textbook table, whole and without a bound.
std::size_t plain_distance(const std::u32string& a, const std::u32string& b) {
    std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            cost[i][j] = std::min(
                {cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
            }
        }
    }
    return cost[a.size()][b.size()];
}

}  // namespace

TEST_CASE("slips are counted in letters", "[edit_distance]") {
    struct Row {
        const char* a;
        const char* b;
        std::size_t bound;
        std::size_t expected;
    };
    const Row rows[] = {
        {"пароль", "пароль", 2, 0},
        {"пороль", "пароль", 2, 1},
        {"праоль", "пароль", 2, 1},
        {"парль", "пароль", 2, 1},
        {"парооль", "пароль", 2, 1},
        {"titel", "title", 2, 1},
        {"роутер", "рутер", 1, 1},
        {"вайфай", "wifi", 2, 3},
        {"ca", "abc", 3, 3},
        {"", "", 0, 0},
        {"", "аб", 2, 2},
        {"", "абв", 2, 3},
        {"\xFF", "я", 1, 1},
        {"абвгд", "дгвба", 1, 2},
        {"а", "б", 0, 1},
    };
    for (const Row& row : rows) {
        CAPTURE(row.a, row.b, row.bound);
        CHECK(edit_distance(std::string_view(row.a), std::string_view(row.b), row.bound) == row.expected);
        CHECK(edit_distance(std::string_view(row.b), std::string_view(row.a), row.bound) == row.expected);
    }
}

TEST_CASE("within its bound it agrees with the whole table", "[edit_distance]") {
    std::mt19937 random(7);
    const auto word = [&] {
        std::u32string text(random() % 9, U'а');
        for (char32_t& letter : text) letter += random() % 3;
        return text;
    };
    for (int i = 0; i < 20'000; ++i) {
        const std::u32string a = word();
        const std::u32string b = word();
        const std::size_t bound = random() % 5;
        const std::size_t expected = std::min(plain_distance(a, b), bound + 1);
        if (edit_distance(a, b, bound) != expected) {
            CAPTURE(i, bound, expected);
            FAIL("distances differ");
        }
    }
}

}  // namespace kb::test
