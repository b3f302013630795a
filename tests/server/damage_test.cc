// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/damage.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/small_base.h"

namespace kb::test {

TEST_CASE("Latin words of articles are never taken for Russian, unknown ones of questions may be",
          "[damage]") {
    const std::vector<JudgedQuery> queries{{"q1", "0x80070005 password techno", ""},
                                           {"q2", "zabyl parol", ""}};
    const auto report =
        measure_damage(small_base().base.paths.index_dir, Caller::public_, RankingWeights{}, queries);
    CHECK(report.words > 5);
    std::vector<std::string> damaged;
    for (const auto& word : report.damaged) damaged.push_back(word.word);
    CHECK(std::find(damaged.begin(), damaged.end(), "parol") != damaged.end());
    for (const char* safe : {"0x80070005", "password", "techno", "wifi"}) {
        CAPTURE(safe);
        CHECK(std::find(damaged.begin(), damaged.end(), safe) == damaged.end());
    }
}

TEST_CASE("digits for letters are read where the base knows the word", "[query_expander][translit]") {
    CHECK(small_base().search("kvitan4ku").shown_query == "kvitan4ku");
    CHECK(small_base().first("s4et") == "public/pay/bill");
    CHECK(small_base().search("x64").shown_query == "x64");
}

}  // namespace kb::test
