// SPDX-License-Identifier: GPL-2.0-or-later
// The two logistic regressions behind silence and confidence, as a text file holds them. Fitted by
// `kb-server learn --confidence`; the file beside the sources is what ships.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "server/search/belonging.h"
#include "server/search/confidence.h"

namespace kb {

template <std::size_t kSize>
struct LinearModel {
    std::array<double, kSize> coefficients{};
    double constant = 0;

    double value(const std::array<double, kSize>& features) const {
        double sum = constant;
        for (std::size_t i = 0; i < kSize; ++i) sum += coefficients[i] * features[i];
        return sum;
    }
};

struct ConfidenceModel {
    LinearModel<kSignCount> belonging;                  // log odds that the base has the answer
    LinearModel<ConfidenceFeatures::kCount> rightness;  // log odds that an article is the answer
};

// Lines «belonging» or «rightness», each followed by lines «feature coefficient» and «constant value»; what
// is left out is 0. Throws ConfigError naming the line.
ConfidenceModel read_confidence_model(std::string_view text);
std::string write_confidence_model(const ConfidenceModel& model);

// The model that ships.
const ConfidenceModel& shipped_confidence_model();

// The text of data/confidence_model.txt, compiled in.
std::string_view confidence_model_text();

}  // namespace kb
