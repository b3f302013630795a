// SPDX-License-Identifier: GPL-2.0-or-later
// How a receiver knows that a webhook is ours.
#pragma once

#include <string>
#include <string_view>

namespace kb {

// hex(HMAC-SHA256(secret, timestamp + "." + body)), in lower case.
std::string webhook_signature(std::string_view secret, std::string_view timestamp, std::string_view body);

}  // namespace kb
