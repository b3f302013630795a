// SPDX-License-Identifier: GPL-2.0-or-later
// A ticket, letter or chat message without what is not the question: quotes, greetings, signatures,
// disclaimers, mail headers, HTML. Says what it left out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/search/searcher.h"

namespace kb {

struct TicketText {
    std::string text;  // what is left, lines in order; valid UTF-8
    std::vector<RemovedPart> removed;
};

// Accepts anything; when nothing would be left, the text (of HTML: what it shows) stays as it is.
TicketText clean_ticket(std::string_view raw);

// HTML as its reader sees it: blocks on lines of their own, no scripts, entities decoded. Text
// without tags comes back unchanged.
std::string text_of_html(std::string_view html);

}  // namespace kb
