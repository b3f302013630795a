// SPDX-License-Identifier: GPL-2.0-or-later
// Solved cases in the JSON of the API. For staff: it carries what people wrote, masked.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/store/case_store.h"

namespace kb {

inline constexpr std::size_t kMaxCasesAtOnce = 500;

// One case or an array of them. Throws HttpError that says which one and what is wrong with it. Times that
// are not said are left 0.
std::vector<NewCase> parse_cases(std::string_view body);

std::string case_receipts_json(const std::vector<CaseReceipt>& receipts);
std::string cases_json(const std::vector<StoredCase>& cases, std::int64_t total);

}  // namespace kb
