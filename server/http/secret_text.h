// SPDX-License-Identifier: GPL-2.0-or-later
// Secrets that we draw, and what is kept of them.
#pragma once

#include <string>
#include <string_view>

namespace kb {

inline constexpr std::size_t kSecretDigits = 64;

// 256 random bits in hex.
std::string drawn_secret();
bool looks_drawn(std::string_view text);  // 64 hex digits, lower case

// SHA-256 in hex. Good for drawn secrets only: a password needs more.
std::string secret_hash(std::string_view secret);

// HMAC-SHA256 in hex, 64 digits.
std::string secret_mac(std::string_view text, std::string_view key);

// In a time that says nothing of where they differ.
bool is_same_secret(std::string_view a, std::string_view b);

}  // namespace kb
