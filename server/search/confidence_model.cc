// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/confidence_model.h"

#include <fmt/format.h>

#include <sstream>

#include "indexer/error.h"

namespace kb {

namespace {

[[noreturn]] void fail(int line, std::string_view what) {
    throw ConfigError(fmt::format("Модель уверенности, строка {}: {}", line, what));
}

// Where the coefficient of that name stands; null: there is none.
template <std::size_t kSize, typename Name>
double* find(LinearModel<kSize>& model, const std::string& wanted, Name&& name) {
    if (wanted == "constant") return &model.constant;
    for (std::size_t i = 0; i < kSize; ++i)
        if (wanted == name(i)) return &model.coefficients[i];
    return nullptr;
}

template <std::size_t kSize, typename Name>
std::string write(const LinearModel<kSize>& model, Name&& name) {
    std::string out;
    for (std::size_t i = 0; i < kSize; ++i) out += fmt::format("{} {:.5g}\n", name(i), model.coefficients[i]);
    return out + fmt::format("constant {:.5g}\n", model.constant);
}

}  // namespace

ConfidenceModel read_confidence_model(std::string_view text) {
    ConfidenceModel model;
    std::istringstream lines{std::string(text)};
    std::string line;
    std::string part;
    for (int number = 1; std::getline(lines, line); ++number) {
        if (line.empty() || line.front() == '#') continue;
        if (line == "belonging" || line == "rightness") {
            part = line;
            continue;
        }
        std::istringstream words(line);
        std::string name;
        double value = 0;
        if (!(words >> name >> value)) fail(number, "нужно «признак число».");
        if (part.empty()) fail(number, "перед первым признаком нужна строка «belonging» или «rightness».");
        auto* at = part == "belonging" ? find(model.belonging, name, sign_name)
                                       : find(model.rightness, name, confidence_feature_name);
        if (!at) fail(number, fmt::format("признака «{}» нет.", name));
        *at = value;
    }
    return model;
}

std::string write_confidence_model(const ConfidenceModel& model) {
    return "belonging\n" + write(model.belonging, sign_name) + "rightness\n" +
           write(model.rightness, confidence_feature_name);
}

const ConfidenceModel& shipped_confidence_model() {
    static const ConfidenceModel model = read_confidence_model(confidence_model_text());
    return model;
}

}  // namespace kb
