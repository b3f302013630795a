// SPDX-License-Identifier: GPL-2.0-or-later
// Addresses of the net as numbers, and which of them may speak for others.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kb {

inline constexpr std::string_view kUnixClient = "unix";  // how a connection through a Unix socket is called

// An address of IPv4 (as ::ffff:a.b.c.d) or IPv6.
using AddressBytes = std::array<std::uint8_t, 16>;
std::optional<AddressBytes> parse_address(std::string_view text);
std::string address_text(const AddressBytes& address);

class TrustedProxies {
public:
    // "127.0.0.1", "10.0.0.0/8", "fd00::/8", "unix". False for anything else.
    bool add(std::string_view text);
    bool trusts(std::string_view client) const;

private:
    struct Network {
        AddressBytes address;
        int bits;
    };
    std::vector<Network> networks_;
    bool trusts_unix_ = false;
};

// What limits count by: the address itself, for IPv6 the network of /64 that one customer has for himself.
std::string rate_key_of(std::string_view client);

}  // namespace kb
