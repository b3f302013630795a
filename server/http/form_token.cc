// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/form_token.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <charconv>

namespace kb {
namespace {

constexpr std::size_t kRandomDigits = 32;
constexpr std::size_t kTimeDigits = 12;
constexpr std::size_t kMacBytes = 14;
constexpr std::size_t kSignedBytes = kRandomDigits + 1 + kTimeDigits;

template <std::size_t count>
std::string hex(const std::array<unsigned char, count>& bytes, std::size_t used) {
    std::string out(used * 2 + 1, '\0');
    sodium_bin2hex(out.data(), out.size(), bytes.data(), used);
    out.pop_back();
    return out;
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string signature(std::string_view text, std::string_view secret) {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytes_of(secret), secret.size());
    crypto_auth_hmacsha256_update(&state, bytes_of(text), text.size());
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
    crypto_auth_hmacsha256_final(&state, mac.data());
    return hex(mac, kMacBytes);
}

template <std::size_t count>
std::string random_hex() {
    std::array<unsigned char, count> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return hex(bytes, count);
}

}  // namespace

std::string new_form_token(std::string_view secret, std::int64_t now_s) {
    const std::string text = fmt::format("{}-{:012x}", random_hex<kRandomDigits / 2>(), now_s);
    return text + "-" + signature(text, secret);
}

std::optional<std::int64_t> form_token_time(std::string_view token, std::string_view secret) {
    if (token.size() != kSignedBytes + 1 + kMacBytes * 2 || token[kSignedBytes] != '-') return std::nullopt;
    const std::string expected = signature(token.substr(0, kSignedBytes), secret);
    if (sodium_memcmp(expected.data(), token.data() + kSignedBytes + 1, expected.size()) != 0)
        return std::nullopt;
    std::int64_t time_s = 0;
    const char* begin = token.data() + kRandomDigits + 1;
    const auto [end, error] = std::from_chars(begin, begin + kTimeDigits, time_s, 16);
    if (error != std::errc() || end != begin + kTimeDigits) return std::nullopt;
    return time_s;
}

std::string new_secret() { return random_hex<32>(); }

}  // namespace kb
