// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/gram_sets.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <iterator>
#include <random>
#include <set>

#include "tests/support/random_text.h"

namespace kb::test {

TEST_CASE("4-grams in common are counted as set intersections are", "[ranking][property]") {
    const auto seed = test_seed();
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    for (int round = 0; round < 200; ++round) {
        // Few different low bits, so that many grams want the same place.
        const auto some = [&] {
            std::set<std::uint64_t> grams;
            for (auto left = random() % 60; left > 0; --left)
                grams.insert((random() % 8) << 32U | random() % 4);
            return std::vector<std::uint64_t>(grams.begin(), grams.end());
        };
        GramSets sets;
        std::vector<std::vector<std::uint64_t>> all(random() % (GramSets::kMost + 1));
        for (auto& one : all) sets.add(one = some());
        const auto asked = some();
        const auto alike = sets.alike(asked);
        for (std::size_t i = 0; i < all.size(); ++i) {
            std::vector<std::uint64_t> common;
            std::set_intersection(asked.begin(), asked.end(), all[i].begin(), all[i].end(),
                                  std::back_inserter(common));
            const double size = std::sqrt(static_cast<double>(asked.size() * all[i].size()));
            CHECK(alike[i] == Approx(size > 0 ? static_cast<double>(common.size()) / size : 0));
        }
    }
}

}  // namespace kb::test
