// SPDX-License-Identifier: GPL-2.0-or-later
// A reply template as plain text, its places to fill in («{имя}», «{{order}}») filled from the ticket. What
// is not known, or not surely, stays visible as «{{order}}». Never HTML.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/search/ticket_facts.h"

namespace kb {

// A place to fill in. Known names: name, order, contract, product, link, term, phone, date, agent; others
// keep the writer's word.
struct Slot {
    std::string name;
    std::string label;                 // Russian, for people
    std::string value;                 // what stands there, or what the agent is to confirm
    bool is_found = false;             // it stands there
    std::vector<std::string> choices;  // where the ticket names several
};

struct ReplyText {
    std::string text;
    std::vector<Slot> slots;  // each once, in the order of the text
};

// Markdown as people send it in a messenger: no stars and links' brackets, lists as they are.
std::string plain_reply(std::string_view markdown);

ReplyText fill_reply(std::string_view text, const TicketFacts& facts);

}  // namespace kb
