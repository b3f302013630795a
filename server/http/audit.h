// SPDX-License-Identifier: GPL-2.0-or-later
// Notes in the audit log what a request changed. For every handler that changes something.
#pragma once

#include <string>

#include "server/http/services.h"

namespace kb {

// «anna deleted case 17 from 192.0.2.1»: `action` is a stable word ("case.deleted", "draft.saved"), `object`
// names the thing and never carries what people wrote. Costs the answer nothing: written behind it.
void note_change(const Services& services, const Exchange& exchange, const std::string& action,
                 const std::string& object = {});

// The same where nobody is signed in yet: `who` is the login, typed or real.
void note_change_by(const Services& services, const HttpRequest& request, std::int64_t account_id,
                    const std::string& who, const std::string& action, const std::string& object = {});

}  // namespace kb
