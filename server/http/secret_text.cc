// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/secret_text.h"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace kb {
namespace {

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string hex(const std::array<unsigned char, kSecretDigits / 2>& bytes) {
    std::string out(kSecretDigits + 1, '\0');
    sodium_bin2hex(out.data(), out.size(), bytes.data(), bytes.size());
    out.pop_back();
    return out;
}

}  // namespace

std::string drawn_secret() {
    std::array<unsigned char, kSecretDigits / 2> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return hex(bytes);
}

bool looks_drawn(std::string_view text) {
    return text.size() == kSecretDigits && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

std::string secret_hash(std::string_view secret) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), bytes_of(secret), secret.size());
    return hex(hash);
}

std::string secret_mac(std::string_view text, std::string_view key) {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytes_of(key), key.size());
    crypto_auth_hmacsha256_update(&state, bytes_of(text), text.size());
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
    crypto_auth_hmacsha256_final(&state, mac.data());
    return hex(mac);
}

bool is_same_secret(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace kb
