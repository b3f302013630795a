// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/client_address.h"

#include <algorithm>
#include <vector>

namespace kb {
namespace {

constexpr std::size_t kMaxHops = 32;  // entries of X-Forwarded-For that are looked at

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// Entries of all X-Forwarded-For lines, the last first.
std::vector<std::string_view> hops_of(const HttpRequest& request) {
    std::vector<std::string_view> hops;
    for (const NamedValue& header : request.headers) {
        if (header.name != "x-forwarded-for") continue;
        std::string_view rest = header.value;
        while (true) {
            const std::size_t comma = rest.find(',');
            hops.push_back(trimmed(rest.substr(0, comma)));
            if (comma == std::string_view::npos) break;
            rest.remove_prefix(comma + 1);
        }
    }
    std::reverse(hops.begin(), hops.end());
    return hops;
}

}  // namespace

std::string client_of(const HttpRequest& request, const TrustedProxies& proxies) {
    std::string client = request.client;
    if (!proxies.trusts(client)) return client;
    const auto hops = hops_of(request);
    for (std::size_t i = 0; i < hops.size() && i < kMaxHops; ++i) {
        const auto address = parse_address(hops[i]);
        if (!address) break;
        client = address_text(*address);
        if (!proxies.trusts(client)) break;
    }
    return client;
}

}  // namespace kb
