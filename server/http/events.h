// SPDX-License-Identifier: GPL-2.0-or-later
// What handlers tell the statistics. Never throws and never waits: a lost event loses nothing else.
#pragma once

#include "server/http/services.h"

namespace kb {

// Counts once a question: further pages and filters of the same answer are not new questions.
void note_search(const Services& services, Caller caller, const SearchRequest& request,
                 const SearchAnswer& answer);
void note_suggest(const Services& services, Caller caller, const SuggestAnswer& answer);

// A view, and a click when the reader came from our own page of results.
void note_view(const Services& services, const HttpRequest& request, const std::string& article_id);

}  // namespace kb
