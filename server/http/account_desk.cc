// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/account_desk.h"

#include <algorithm>

#include "server/http/secret_text.h"
#include "server/network_address.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kNameCharacters = 100;
constexpr int kMostAtOnce = 2;  // 64 MB each

}  // namespace

AccountDesk::AccountDesk(Store& store, int workers, PasswordCost cost)
    : accounts(store),
      tokens(store),
      audit(store),
      passwords(std::clamp(workers - 1, 1, kMostAtOnce), std::clamp(workers - kMostAtOnce - 1, 0, 1), cost),
      secret(drawn_secret()) {}

int AccountDesk::seconds_to_wait(std::string_view address, std::string_view login, RateLimiter::Time now) {
    const std::string from = rate_key_of(address);
    // One after the other: who is stopped for what he sends must not use up what others may.
    auto wait = by_address_.wait_for(from, now);
    if (wait.count() == 0) wait = by_both_.wait_for(from + " " + std::string(login), now);
    if (wait.count() == 0) wait = by_login_.wait_for(login, now);
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

std::string shown_name(std::string_view typed, std::string_view login) {
    std::string name(first_code_points(valid_utf8(typed), kNameCharacters));
    for (char& c : name)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    return name.find_first_not_of(' ') == std::string::npos ? std::string(login) : name;
}

}  // namespace kb
