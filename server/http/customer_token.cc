// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/customer_token.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "server/http/secret_text.h"

namespace kb {
namespace {

constexpr std::size_t kLongestCustomer = 100;
constexpr std::int64_t kLongest_s = std::int64_t{400} * 86'400;

bool is_customer(std::string_view text) {
    return !text.empty() && text.size() <= kLongestCustomer &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      std::string_view("._-@+").find(c) != std::string_view::npos;
           });
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace

std::string customer_token(const CustomerToken& token, std::string_view secret) {
    const std::string text = fmt::format("{}.{}", token.customer, token.expires_s);
    return text + "." + secret_mac(text, secret);
}

std::optional<CustomerToken> read_customer_token(std::string_view text, std::string_view secret,
                                                 std::int64_t now_s) {
    const std::size_t mac = text.rfind('.');
    if (secret.empty() || mac == std::string_view::npos) return std::nullopt;
    const std::string_view said = text.substr(0, mac);
    const std::size_t time = said.rfind('.');
    if (time == std::string_view::npos || !is_customer(said.substr(0, time))) return std::nullopt;
    if (!is_same_secret(text.substr(mac + 1), secret_mac(said, secret))) return std::nullopt;
    const auto expires_s = whole_number(said.substr(time + 1));
    if (!expires_s || *expires_s <= now_s || *expires_s > now_s + kLongest_s) return std::nullopt;
    return CustomerToken{std::string(said.substr(0, time)), *expires_s};
}

}  // namespace kb
