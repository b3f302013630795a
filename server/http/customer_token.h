// SPDX-License-Identifier: GPL-2.0-or-later
// A signed word with which another site of the operator vouches for a customer: «customer-42.1780000000.9f…»,
// that is the customer's key, when it ends (Unix time), and HMAC-SHA256 of «key.time» in hex.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kb {

struct CustomerToken {
    std::string customer;  // 1–100 of letters, digits and . _ - @ +
    std::int64_t expires_s = 0;
};

std::string customer_token(const CustomerToken& token, std::string_view secret);

// Nothing for what is not signed with the secret, is over at `now_s`, or ends more than 400 days later. An
// empty secret signs nothing.
std::optional<CustomerToken> read_customer_token(std::string_view text, std::string_view secret,
                                                 std::int64_t now_s);

}  // namespace kb
