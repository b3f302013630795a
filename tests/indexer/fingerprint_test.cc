// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/fingerprint.h"

#include <catch2/catch.hpp>
#include <set>

using namespace kb;

TEST_CASE("a fingerprint does not depend on how the text was cut", "[fingerprint]") {
    const std::string text = "Как настроить роутер: 1, 2, 3 и готово";
    for (std::size_t first = 0; first <= text.size(); ++first) {
        for (std::size_t second = first; second <= text.size(); second += 5) {
            Fingerprint pieces;
            pieces.add(std::string_view(text).substr(0, first));
            pieces.add(std::string_view(text).substr(first, second - first));
            pieces.add(std::string_view(text).substr(second));
            REQUIRE(pieces.hex() == fingerprint(text));
        }
    }
}

TEST_CASE("one changed bit anywhere changes the fingerprint", "[fingerprint]") {
    const std::string text(100, 'x');
    std::set<std::string> seen = {fingerprint(text)};
    for (std::size_t at = 0; at < text.size(); ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            std::string other = text;
            other[at] = static_cast<char>(other[at] ^ (1 << bit));
            CHECK(seen.insert(fingerprint(other)).second);
        }
    }
}

TEST_CASE("texts of zero bytes differ by their length", "[fingerprint]") {
    std::set<std::string> seen;
    for (std::size_t length = 0; length < 40; ++length)
        CHECK(seen.insert(fingerprint(std::string(length, '\0'))).second);
}

TEST_CASE("fingerprints are the same in every version, since indexes keep them", "[fingerprint]") {
    CHECK(fingerprint("") == "68853b6a3912cca3");
    CHECK(fingerprint("пароль") == "2b6b08659d1198f3");
}
