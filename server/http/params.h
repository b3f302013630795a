// SPDX-License-Identifier: GPL-2.0-or-later
// Parameters of a request as typed values within their limits; what is outside them is an HttpError 422.
#pragma once

#include <string>
#include <string_view>

#include "server/http/message.h"
#include "server/search/searcher.h"

namespace kb {

int int_param(const NamedValues& values, std::string_view name, int otherwise, int low, int high);

// At most `max_characters` code points, control characters become spaces.
std::string text_param(const NamedValues& values, std::string_view name, std::size_t max_characters);

// Everything a search understands: q, limit, offset, category, type, lang, literal.
SearchRequest search_request(const NamedValues& values);

// Throws HttpError when the ticket is too long or a limit is out of its range.
void check_suggest_request(const SuggestRequest& request);

}  // namespace kb
