// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/logistic_regression.h"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

namespace kb::test {

TEST_CASE("a regression finds the odds that made the data", "[logistic]") {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> share(0, 1);
    std::vector<std::array<double, 2>> points(20000);
    std::vector<LabelledRow> rows;
    for (auto& point : points) {
        point = {4 * share(random) - 2, 100 * share(random)};
        const double odds = 1.5 * point[0] - 0.03 * point[1] + 0.7;
        rows.push_back({point.data(), share(random) < 1 / (1 + std::exp(-odds)), 1});
    }
    const auto fit = fit_logistic(rows, 2, 0);
    CHECK(fit.coefficients[0] == Approx(1.5).margin(0.08));
    CHECK(fit.coefficients[1] == Approx(-0.03).margin(0.003));
    CHECK(fit.constant == Approx(0.7).margin(0.1));
}

TEST_CASE("weights count rows, and the ridge holds what separates perfectly", "[logistic]") {
    const std::array<double, 4> values{-1, -1, 1, 1};
    std::vector<LabelledRow> rows;
    for (std::size_t i = 0; i < values.size(); ++i) rows.push_back({&values[i], values[i] > 0, 1});
    const auto held = fit_logistic(rows, 1, 0.1);
    CHECK(std::isfinite(held.coefficients[0]));
    CHECK(held.coefficients[0] > 0);
    CHECK(held.constant == Approx(0).margin(1e-6));
    rows[0].weight = 3;
    CHECK(fit_logistic(rows, 1, 0.1).constant < -0.01);
}

TEST_CASE("nothing to learn from gives even odds; a feature that never changes gets no coefficient",
          "[logistic]") {
    CHECK(fit_logistic({}, 3, 1).constant == 0);
    CHECK(fit_logistic({}, 3, 1).coefficients.size() == 3);
    const std::array<double, 3> values{5, 5, 5};
    const auto fit =
        fit_logistic({{&values[0], true, 1}, {&values[1], false, 1}, {&values[2], true, 1}}, 1, 1e-3);
    CHECK(fit.coefficients[0] == Approx(0).margin(1e-9));
    CHECK(1 / (1 + std::exp(-fit.value(values.data()))) == Approx(2.0 / 3));
}

}  // namespace kb::test
