// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/audit.h"

#include "server/clock.h"
#include "server/http/account_desk.h"

namespace kb {

void note_change_by(const Services& services, const HttpRequest& request, std::int64_t account_id,
                    const std::string& who, const std::string& action, const std::string& object) {
    if (services.accounts == nullptr) return;
    services.accounts->audit.add(
        {unix_seconds(services.clock), account_id, who, action, object, request.client});
}

void note_change(const Services& services, const Exchange& exchange, const std::string& action,
                 const std::string& object) {
    const Identity& by = exchange.identity;
    note_change_by(services, exchange.request, by.account_id, by.login.empty() ? by.name : by.login, action,
                   object);
}

}  // namespace kb
