// SPDX-License-Identifier: GPL-2.0-or-later
// What the API needs to take and forget solved cases. Outlives every request.
#pragma once

#include <functional>
#include <string>

#include "server/store/case_store.h"

namespace kb {

struct CaseDesk {
    CaseStore& cases;
    std::function<void()> on_changed;  // the next question is to feel it; from any thread
};

// What a case that an agent solved at the desk is called: by its ticket's number.
inline std::string case_name(const std::string& ticket_number) { return "desk:" + ticket_number; }

}  // namespace kb
