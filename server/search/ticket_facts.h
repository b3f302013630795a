// SPDX-License-Identifier: GPL-2.0-or-later
// What a ticket says of its writer and their order, for replies to be filled from.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kb {

// One value by the name of the place it fills.
struct TicketFact {
    std::string name, value;
    bool is_sure = true;              // else an agent confirms it before it goes out
    std::vector<std::string> others;  // that it may be instead
};

// What a ticket says, by slot name. Empty values are not known.
struct TicketFacts {
    std::vector<TicketFact> values;

    const TicketFact* find(std::string_view name) const;  // null: nothing is known
    std::string_view value(std::string_view name) const;  // sure or not

    // The first one stays, unless it was not sure and this one is; unsafe signs go.
    void set(std::string_view name, std::string value, bool is_sure = true,
             std::vector<std::string> others = {});
};

struct FactSources {
    std::string_view name;                  // the contact form's field; may be empty
    std::vector<std::string_view> texts;    // of the customer, first message first
    std::vector<std::string> order_shapes;  // «МК-######»: # stands for a digit
};

// Name, order, contract and phone as the customer wrote them.
TicketFacts facts_of(const FactSources& sources);

// Of one product the name; of several the agent chooses.
void set_product(TicketFacts& facts, std::vector<std::string> products);

}  // namespace kb
