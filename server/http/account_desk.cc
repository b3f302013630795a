// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/account_desk.h"

#include <algorithm>

#include "server/network_address.h"
#include "stemming/utf8.h"

namespace kb {

int AccountDesk::seconds_to_wait(std::string_view address, std::string_view login, RateLimiter::Time now) {
    const std::string from = rate_key_of(address);
    const auto wait =
        std::max({by_address_.wait_for(from, now), by_both_.wait_for(from + " " + std::string(login), now),
                  by_login_.wait_for(login, now)});
    return static_cast<int>(std::chrono::ceil<std::chrono::seconds>(wait).count());
}

std::string login_of(std::string_view typed) {
    const std::size_t begin = std::min(typed.find_first_not_of(" \t\r\n"), typed.size());
    const std::size_t end = typed.find_last_not_of(" \t\r\n") + 1;
    return lower(typed.substr(begin, end > begin ? end - begin : 0));
}

bool is_login(std::string_view login) {
    return login.size() >= 2 && login.size() <= 64 && std::all_of(login.begin(), login.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                      std::string_view("._-@+").find(c) != std::string_view::npos;
           });
}

}  // namespace kb
