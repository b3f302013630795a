// SPDX-License-Identifier: GPL-2.0-or-later
// JSON in and out of the API, and the only place that knows its names. Marks are offsets in UTF-16
// code units, as JavaScript counts them: text.slice(begin, end) is the marked word.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/search/searcher.h"

namespace kb {

struct RefusalRow;

std::string search_json(const SearchRequest& request, const SearchAnswer& answer);
std::string completions_json(std::string_view typed, const std::vector<Completion>& completions);
// Whom to escalate to, who owns an article and when it is due for review is shown to agents only.
std::string suggest_json(Caller caller, const SuggestAnswer& answer);
std::string article_json(Caller caller, const ArticleView& view);
std::string related_json(const std::vector<ArticleCard>& cards);
std::string health_json(bool is_ready, std::string_view reason, std::string_view version);
std::string problem_json(const RefusalRow& row, std::string_view detail, std::string_view request_id);

// The body of POST /api/v1/suggest. Throws HttpError: not JSON, deeper than 32
// levels, wrong types, unknown keys; says which.
SuggestRequest parse_suggest_request(std::string_view body);

}  // namespace kb
