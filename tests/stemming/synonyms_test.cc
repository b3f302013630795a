// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/synonyms.h"

#include <catch2/catch.hpp>
#include <iterator>
#include <sstream>

#include "tests/support/case_file.h"

namespace kb::test {
namespace {

std::string joined_stems(const StemPhrase& stems) {
    std::string text;
    for (const std::string& stem : stems) text += (text.empty() ? "" : " ") + stem;
    return text;
}

std::vector<std::string> words_of(const std::string& line) {
    std::istringstream in(line);
    return {std::istream_iterator<std::string>(in), {}};
}

// «stems → others» as the rules have it now; "" when nothing is said of these stems.
std::string rule_of(const Synonyms& synonyms, const std::string& stems) {
    const auto words = words_of(stems);
    std::string text;
    for (const SynonymMatch& match : synonyms.find(words)) {
        if (match.first != 0 || match.count != words.size()) continue;
        for (const StemPhrase& other : *match.others)
            text += (text.empty() ? "" : "; ") + joined_stems(other);
    }
    return text.empty() ? "" : stems + " → " + text;
}

}  // namespace

TEST_CASE("a synonyms file gives these rules and diagnostics", "[synonyms]") {
    Analyzer analyzer;
    for (const Case& c : read_cases("synonym_files.txt")) {
        INFO(c.name);
        Synonyms synonyms;
        const auto diagnostics = synonyms.add(c.inputs.at(0).path, c.inputs.at(0).bytes, analyzer);
        std::size_t problems = 0;
        for (const std::string& line : c.expected) {
            const auto arrow = line.find(" → ");
            if (arrow == std::string::npos) {
                REQUIRE(problems < diagnostics.size());
                CHECK(format_diagnostic(diagnostics[problems++]) == line);
            } else {
                CHECK(rule_of(synonyms, line.substr(0, arrow)) == line);
            }
        }
        CHECK(problems == diagnostics.size());
    }
}

TEST_CASE("line ends and byte order marks of other systems do no harm", "[synonyms]") {
    Analyzer analyzer;
    Synonyms synonyms;
    CHECK(synonyms.add("s.txt", "\xEF\xBB\xBFвход = авторизация\r\nчек = квитанция\r\n", analyzer).empty());
    CHECK(rule_of(synonyms, "вход") == "вход → авторизац");
    CHECK(rule_of(synonyms, "квитанц") == "квитанц → чек");
}

TEST_CASE("one-way rules do not lead back", "[synonyms]") {
    Analyzer analyzer;
    Synonyms synonyms;
    synonyms.add("s.txt", "отвалился -> обрыв\n", analyzer);
    CHECK(synonyms.size() == 1);
    CHECK(rule_of(synonyms, "обр").empty());
}

TEST_CASE("in a question the longest phrase comes first at each place", "[synonyms]") {
    Analyzer analyzer;
    Synonyms synonyms;
    synonyms.add("s.txt", "горячая линия = телефон\nлиния = провод\n", analyzer);
    const auto matches = synonyms.find({"наш", "горяч", "лин", "молч"});
    REQUIRE(matches.size() == 2);
    CHECK(matches[0].first == 1);
    CHECK(matches[0].count == 2);
    CHECK(matches[1].first == 2);
    CHECK(matches[1].count == 1);
    CHECK(synonyms.find({}).empty());
}

TEST_CASE("a rule said twice counts once", "[synonyms]") {
    Analyzer analyzer;
    Synonyms synonyms;
    synonyms.add("a.txt", "вход = авторизация\n", analyzer);
    synonyms.add("b.txt", "вход = авторизация\nвход = вход\n", analyzer);
    CHECK(rule_of(synonyms, "вход") == "вход → авторизац");
}

}  // namespace kb::test
