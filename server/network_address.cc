// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/network_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace kb {
namespace {

constexpr int kIpv4Offset = 96;    // bits before an IPv4 address in ::ffff:a.b.c.d
constexpr int kCustomerBits = 64;  // of IPv6

bool is_ipv4(const AddressBytes& address) {
    static constexpr std::array<std::uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    return std::equal(kMapped.begin(), kMapped.end(), address.begin());
}

bool has_prefix(const AddressBytes& address, const AddressBytes& network, int bits) {
    for (int bit = 0; bit < bits; bit += 8) {
        const auto byte = static_cast<std::size_t>(bit / 8);
        const int rest = std::min(8, bits - bit);
        const int mask = (0xFF << (8 - rest)) & 0xFF;
        if ((address[byte] & mask) != (network[byte] & mask)) return false;
    }
    return true;
}

}  // namespace

std::string address_text(const AddressBytes& address) {
    char text[INET6_ADDRSTRLEN] = "";
    if (is_ipv4(address)) {
        ::inet_ntop(AF_INET, address.data() + 12, text, sizeof text);
    } else {
        ::inet_ntop(AF_INET6, address.data(), text, sizeof text);
    }
    return text;
}

std::optional<AddressBytes> parse_address(std::string_view text) {
    char zeroed[INET6_ADDRSTRLEN] = "";
    if (text.size() >= sizeof zeroed) return std::nullopt;
    std::copy(text.begin(), text.end(), zeroed);
    AddressBytes address{};
    if (::inet_pton(AF_INET6, zeroed, address.data()) == 1) return address;
    address = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    if (::inet_pton(AF_INET, zeroed, address.data() + 12) == 1) return address;
    return std::nullopt;
}

bool TrustedProxies::add(std::string_view text) {
    if (text == kUnixClient) return trusts_unix_ = true;
    const std::size_t slash = text.find('/');
    const auto address = parse_address(text.substr(0, slash));
    if (!address) return false;
    const int most = is_ipv4(*address) ? 128 - kIpv4Offset : 128;
    int bits = most;
    if (slash != std::string_view::npos) {
        const std::string_view number = text.substr(slash + 1);
        const char* end = number.data() + number.size();
        const auto [stopped, error] = std::from_chars(number.data(), end, bits);
        if (error != std::errc() || stopped != end || bits < 0 || bits > most) return false;
    }
    networks_.push_back({*address, bits + 128 - most});
    return true;
}

bool TrustedProxies::trusts(std::string_view client) const {
    if (client == kUnixClient) return trusts_unix_;
    if (networks_.empty()) return false;
    const auto address = parse_address(client);
    return address && std::any_of(networks_.begin(), networks_.end(), [&](const Network& network) {
               return has_prefix(*address, network.address, network.bits);
           });
}

std::string rate_key_of(std::string_view client) {
    auto address = parse_address(client);
    if (!address || is_ipv4(*address)) return std::string(client);
    std::fill(address->begin() + kCustomerBits / 8, address->end(), std::uint8_t{0});
    return address_text(*address) + "/64";
}

}  // namespace kb
