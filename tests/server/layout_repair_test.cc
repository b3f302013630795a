// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/layout_repair.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

namespace kb::test {
namespace {

std::string repaired(std::string_view text) {
    static const std::set<std::string> kKnown{"типа", "sdn", "root", "диск", "пароль", "аккаунт"};
    Analyzer analyzer;
    return repair_layout(text, analyzer, [](const Token& token) { return kKnown.contains(token.text); });
}

}  // namespace

TEST_CASE("a name typed in its own layout stays when the rest is put right", "[layout_repair]") {
    CHECK(repaired("nbgf sdn") == "типа sdn");
    CHECK(repaired("gfhjkm yf SDN") == "пароль на SDN");
    CHECK(repaired("root-lbcr") == "root-диск");
    CHECK(repaired("gfhjkm root-lbcr.") == "пароль root-диск.");
}

TEST_CASE("what neither layout knows goes with the most of the text", "[layout_repair]") {
    CHECK(repaired("gfhjkm frrfeyn qwz") == "пароль аккаунт йця");
    CHECK(repaired("пароль диск qwz").empty());
    CHECK(repaired("root-qwz").empty());
}

TEST_CASE("a text that is right as typed is left alone", "[layout_repair]") {
    for (const char* text : {"", "sdn", "пароль sdn", "root-диск", "-", "--", "борщ"}) {
        CAPTURE(text);
        CHECK(repaired(text).empty());
    }
}

}  // namespace kb::test
