// SPDX-License-Identifier: GPL-2.0-or-later
// Features are brought to mean 0 and deviation 1, so that one ridge suits all; the coefficients are given
// back for the features as they were. Newton's steps: (XᵀWX + ridge) δ = Xᵀ(y − p) − ridge × β, solved by
// Gauss with pivots; some thirty features and ten thousand rows take a second.
#include "server/search/logistic_regression.h"

#include <algorithm>
#include <cmath>

namespace kb {

namespace {

constexpr int kSteps = 25;
constexpr double kClose = 1e-7;  // the largest change of a coefficient

using Row = std::vector<double>;

struct Scale {
    double mean = 0, deviation = 1;
};

std::vector<Scale> scales_of(const std::vector<LabelledRow>& rows, std::size_t features, double weight) {
    std::vector<Scale> scales(features);
    for (std::size_t k = 0; k < features; ++k) {
        double sum = 0;
        double squares = 0;
        for (const auto& row : rows) sum += row.weight * row.features[k];
        scales[k].mean = sum / weight;
        for (const auto& row : rows) squares += row.weight * std::pow(row.features[k] - scales[k].mean, 2);
        if (squares > 0) scales[k].deviation = std::sqrt(squares / weight);
    }
    return scales;
}

// Solves matrix × x = right; both are used up.
Row solve(std::vector<Row> matrix, Row right) {
    const auto size = right.size();
    for (std::size_t i = 0; i < size; ++i) {
        std::size_t pivot = i;
        for (std::size_t k = i + 1; k < size; ++k)
            if (std::abs(matrix[k][i]) > std::abs(matrix[pivot][i])) pivot = k;
        std::swap(matrix[i], matrix[pivot]);
        std::swap(right[i], right[pivot]);
        if (matrix[i][i] == 0) continue;
        for (std::size_t k = i + 1; k < size; ++k) {
            const double factor = matrix[k][i] / matrix[i][i];
            for (std::size_t j = i; j < size; ++j) matrix[k][j] -= factor * matrix[i][j];
            right[k] -= factor * right[i];
        }
    }
    Row x(size);
    for (std::size_t i = size; i-- > 0;) {
        for (std::size_t j = i + 1; j < size; ++j) right[i] -= matrix[i][j] * x[j];
        x[i] = matrix[i][i] != 0 ? right[i] / matrix[i][i] : 0;
    }
    return x;
}

class Newton {
public:
    Newton(const std::vector<LabelledRow>& rows, std::size_t features, double ridge);
    LogisticFit fit();

private:
    Row step() const;

    const std::vector<LabelledRow>& rows_;
    double weight_ = 0;
    double penalty_;
    std::vector<Scale> scales_;
    std::vector<Row> standard_;  // of each row, then 1 for the constant
    Row beta_;
};

Newton::Newton(const std::vector<LabelledRow>& rows, std::size_t features, double ridge)
    : rows_(rows), beta_(features + 1) {
    for (const auto& row : rows) weight_ += row.weight;
    penalty_ = ridge * weight_;
    scales_ = scales_of(rows, features, weight_);
    for (const auto& row : rows) {
        Row values(features + 1, 1);
        for (std::size_t k = 0; k < features; ++k)
            values[k] = (row.features[k] - scales_[k].mean) / scales_[k].deviation;
        standard_.push_back(std::move(values));
    }
}

Row Newton::step() const {
    const auto size = beta_.size();
    std::vector<Row> curvature(size, Row(size));
    Row slope(size);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const auto& x = standard_[i];
        double odds = 0;
        for (std::size_t k = 0; k < size; ++k) odds += beta_[k] * x[k];
        const double p = 1 / (1 + std::exp(-odds));
        const double missing = rows_[i].weight * ((rows_[i].is_positive ? 1 : 0) - p);
        const double bend = rows_[i].weight * p * (1 - p);
        for (std::size_t k = 0; k < size; ++k) {
            slope[k] += missing * x[k];
            for (std::size_t j = k; j < size; ++j) curvature[k][j] += bend * x[k] * x[j];
        }
    }
    for (std::size_t k = 0; k + 1 < size; ++k) {
        slope[k] -= penalty_ * beta_[k];
        curvature[k][k] += penalty_;
    }
    curvature[size - 1][size - 1] += 1e-9;
    for (std::size_t k = 0; k < size; ++k)
        for (std::size_t j = 0; j < k; ++j) curvature[k][j] = curvature[j][k];
    return solve(std::move(curvature), std::move(slope));
}

LogisticFit Newton::fit() {
    for (int i = 0; i < kSteps; ++i) {
        const auto change = step();
        double largest = 0;
        for (std::size_t k = 0; k < beta_.size(); ++k) {
            beta_[k] += change[k];
            largest = std::max(largest, std::abs(change[k]));
        }
        if (largest < kClose) break;
    }
    LogisticFit fit;
    fit.constant = beta_.back();
    for (std::size_t k = 0; k < scales_.size(); ++k) {
        fit.coefficients.push_back(beta_[k] / scales_[k].deviation);
        fit.constant -= fit.coefficients.back() * scales_[k].mean;
    }
    return fit;
}

}  // namespace

double LogisticFit::value(const double* features) const {
    double sum = constant;
    for (std::size_t k = 0; k < coefficients.size(); ++k) sum += coefficients[k] * features[k];
    return sum;
}

LogisticFit fit_logistic(const std::vector<LabelledRow>& rows, std::size_t features, double ridge) {
    if (rows.empty()) return {std::vector<double>(features), 0};
    return Newton(rows, features, ridge).fit();
}

}  // namespace kb
