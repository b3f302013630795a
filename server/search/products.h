// SPDX-License-Identifier: GPL-2.0-or-later
// Which of the company's products a ticket speaks of, by the names the operator gave them in kb.yaml.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stemming/analyzer.h"

namespace kb {

// A product's name, then what else people call it.
using ProductNames = std::vector<std::string>;

// Names of products, in the order of the list. One: the ticket speaks of it and of no other. Several: of one
// of them, or of all. Words are compared by their stems: «с роутером» is «Роутер».
std::vector<std::string> products_in(const std::vector<std::string_view>& texts,
                                     const std::vector<ProductNames>& products, Analyzer& analyzer);

}  // namespace kb
