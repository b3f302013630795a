// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/derivation.h"

#include <catch2/catch.hpp>
#include <map>

#include "stemming/analyzer.h"
#include "tests/support/table.h"

namespace kb::test {
namespace {

struct Share {
    int right = 0;
    int all = 0;
    std::string wrong;  // pairs, for the message

    double value() const { return static_cast<double>(right) / all; }
};

// By kind: of how many pairs the analyzer says what the table says.
std::map<std::string, Share> measured_shares(const std::string& table, const std::string& apart) {
    Analyzer analyzer;
    std::map<std::string, Share> shares;
    for (const TableRow& row : read_table(table, 3)) {
        const Token one = analyzer.analyze(row.cells[1]).at(0);
        const Token other = analyzer.analyze(row.cells[2]).at(0);
        const bool meet = one.stem == other.stem || one.derived == other.derived;
        Share& share = shares[row.cells[0]];
        ++share.all;
        if (meet == (row.cells[0] != apart))
            ++share.right;
        else
            share.wrong += row.cells[1] + "/" + row.cells[2] + " ";
    }
    return shares;
}

}  // namespace

// Measured: 0.975, 0.995 and 0.94. A floor may be raised; lowering one needs a reason.
TEST_CASE("related words meet, unrelated ones do not", "[derivation]") {
    const auto shares = measured_shares("same_root.tsv", "apart");
    REQUIRE(shares.size() == 3);
    INFO("derived, missed: " << shares.at("derived").wrong);
    INFO("inflected, missed: " << shares.at("inflected").wrong);
    INFO("apart, joined: " << shares.at("apart").wrong);
    CHECK(shares.at("derived").all >= 310);
    CHECK(shares.at("derived").value() >= 0.96);
    CHECK(shares.at("inflected").all >= 220);
    CHECK(shares.at("inflected").value() >= 0.98);
    CHECK(shares.at("apart").all >= 60);
    CHECK(shares.at("apart").value() >= 0.92);
}

// Of the last 200 random pairs six were judged wrong when they were drawn; the rules have changed since.
TEST_CASE("of the words the derived form unites at most one in fifty is wrong", "[derivation]") {
    const auto shares = measured_shares("joined_words.tsv", "wrong");
    const Share& right = shares.at("right");
    const Share& wrong = shares.at("wrong");
    INFO("right, fallen apart: " << right.wrong);
    INFO("wrong, still joined: " << wrong.wrong);
    CHECK(right.all + wrong.all == 400);
    CHECK(right.value() == 1);
    const int joined_wrongly = wrong.all - wrong.right;
    CHECK(joined_wrongly * 50 <= right.right + joined_wrongly);
}

TEST_CASE("words of other alphabets have their stem as derived form", "[derivation]") {
    CHECK(derived_form("password", "password") == "password");
    CHECK(derived_form("0x80", "0x80") == "0x80");
    CHECK(derived_form("", "").empty());
}

TEST_CASE("a derived form keeps three letters of a root", "[derivation]") {
    Analyzer analyzer;
    for (const char* word :
         {"окна", "ткань", "сканы", "блан", "кнел", "ирова", "енная", "ировка", "план", "клан"}) {
        CAPTURE(word);
        CHECK(analyzer.analyze(word).at(0).derived.size() >= 6);
    }
}

}  // namespace kb::test
