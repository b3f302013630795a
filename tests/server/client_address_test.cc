// SPDX-License-Identifier: GPL-2.0-or-later
// Whose request it is, and who is only said to have sent it: tests/cases/forwarded_for.tsv.
#include "server/http/client_address.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "../support/table.h"

using namespace kb;

TEST_CASE("X-Forwarded-For is believed from our own proxies only", "[client]") {
    for (const auto& row : test::read_table("forwarded_for.tsv", 5)) {
        INFO("forwarded_for.tsv:" << row.line << ": " << row.cells[4]);
        TrustedProxies proxies;
        std::istringstream trusted(row.cells[0]);
        for (std::string address; trusted >> address;) REQUIRE(proxies.add(address));
        HttpRequest request;
        request.client = row.cells[1];
        std::istringstream lines(row.cells[2]);
        for (std::string line; std::getline(lines, line, '|');)
            request.headers.push_back({"x-forwarded-for", line});
        CHECK(client_of(request, proxies) == row.cells[3]);
    }
}

TEST_CASE("what is no address is not trusted", "[client]") {
    for (const char* wrong : {"", "localhost", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/a", "10.0.0.0/-1",
                              "::1/129", "1.2.3", "1.2.3.4.5", "10.0.0.0/8/8"}) {
        INFO(wrong);
        CHECK_FALSE(TrustedProxies().add(wrong));
    }
}

TEST_CASE("limits count an address of IPv4, and the network of one of IPv6", "[client]") {
    CHECK(rate_key_of("192.0.2.1") == "192.0.2.1");
    CHECK(rate_key_of("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::/64");
    CHECK(rate_key_of("2001:db8:1:2::1") == rate_key_of("2001:db8:1:2:ffff::9"));
    CHECK(rate_key_of("2001:db8:1:3::1") != rate_key_of("2001:db8:1:2::1"));
    CHECK(rate_key_of("unix") == "unix");
}
