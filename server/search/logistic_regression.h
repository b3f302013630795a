// SPDX-License-Identifier: GPL-2.0-or-later
// Ridge logistic regression, for learning; never used while serving.
#pragma once

#include <cstddef>
#include <vector>

namespace kb {

struct LabelledRow {
    const double* features = nullptr;  // as many as the fit has
    bool is_positive = false;
    double weight = 1;
};

struct LogisticFit {
    std::vector<double> coefficients;  // of the features as they are, not standardised
    double constant = 0;

    double value(const double* features) const;  // log odds
};

// Maximises the weighted likelihood less `ridge` × weight / 2 × the squares of the standardised coefficients,
// by Newton's method. The same input gives the same fit. No rows: all zero.
LogisticFit fit_logistic(const std::vector<LabelledRow>& rows, std::size_t features, double ridge);

}  // namespace kb
