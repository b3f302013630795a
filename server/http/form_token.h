// SPDX-License-Identifier: GPL-2.0-or-later
// Names one filled form: sent twice it is one ticket, and its signed time tells how long it was filled in.
// Carries nothing of the person.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kb {

// Random 128 bits, the time and a signature, 74 letters and digits: «9f…-6a1…-5c…».
std::string new_form_token(std::string_view secret, std::int64_t now_s);

// When the form was given out; nothing for what we did not sign.
std::optional<std::int64_t> form_token_time(std::string_view token, std::string_view secret);

// 32 bytes in hex, for a secret.
std::string new_secret();

}  // namespace kb
