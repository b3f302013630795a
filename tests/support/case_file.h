// SPDX-License-Identifier: GPL-2.0-or-later
// Tables of cases whose input is whole files:
//
//     === what the case claims
//     @ public/wifi.md
//     # Wi-Fi
//     =>
//     a line that is expected
//
// Lines before the first "===" are a comment.
#pragma once

#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace kb::test {

struct CaseInput {
    std::string path;
    std::string bytes;
};

struct Case {
    std::string name;
    std::vector<CaseInput> inputs;
    std::vector<std::string> expected;
};

// Reads tests/cases/`name`; throws when it is missing or holds no case.
inline std::vector<Case> read_cases(const std::string& name) {
    std::ifstream file(std::string(KB_SOURCE_DIR) + "/tests/cases/" + name);
    std::vector<Case> cases;
    bool is_expected = false;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("=== ")) {
            cases.push_back({line.substr(4), {}, {}});
            is_expected = false;
        } else if (cases.empty()) {
            continue;
        } else if (line == "=>") {
            is_expected = true;
        } else if (is_expected) {
            if (!line.empty()) cases.back().expected.push_back(line);
        } else if (line.starts_with("@ ")) {
            cases.back().inputs.push_back({line.substr(2), ""});
        } else if (!cases.back().inputs.empty()) {
            cases.back().inputs.back().bytes += line + "\n";
        }
    }
    if (cases.empty()) throw std::runtime_error("no cases in tests/cases/" + name);
    return cases;
}

// What a test got, one line under the other, for comparing and for the message.
inline std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    return text;
}

}  // namespace kb::test
