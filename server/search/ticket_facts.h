// SPDX-License-Identifier: GPL-2.0-or-later
// What a ticket says of its writer and their order, for replies to be filled from.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kb {

// What a ticket says, by slot name. Empty values are not known.
struct TicketFacts {
    std::vector<std::pair<std::string, std::string>> values;

    std::string_view value(std::string_view name) const;
    void set(std::string_view name, std::string value);  // the first one stays; unsafe signs go
};

struct FactSources {
    std::string_view name;                  // the contact form's field; may be empty
    std::vector<std::string_view> texts;    // of the customer, first message first
    std::vector<std::string> order_shapes;  // «МК-######»: # stands for a digit
};

// Name, order, contract and phone as the customer wrote them.
TicketFacts facts_of(const FactSources& sources);

}  // namespace kb
