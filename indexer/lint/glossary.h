// SPDX-License-Identifier: GPL-2.0-or-later
// The base's terms and what they mean: glossary.yaml in the articles folder.
//
//     - term: DNS
//       means: справочник, по которому роутер находит сайты
//       also: [ДНС]
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stemming/diagnostic.h"

namespace kb {

class Glossary {
public:
    struct Term {
        std::string term;
        std::string means;
        std::vector<std::vector<std::string>> stems;  // of the term and of each of «also», word by word
    };

    // Reads a file; broken terms are left out and told about.
    Diagnostics add(std::string_view file, std::string_view bytes);

    const std::vector<Term>& terms() const { return terms_; }

private:
    std::vector<Term> terms_;
};

}  // namespace kb
