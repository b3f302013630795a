// SPDX-License-Identifier: GPL-2.0-or-later
// The general thesaurus as a question meets it: what it must lead to, and what shares a stem but not a sense.
#include "stemming/support_synonyms.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "stemming/synonyms.h"
#include "tests/support/table.h"

namespace kb::test {
namespace {

Analyzer& analyzer() {
    static Analyzer made;
    return made;
}

const Synonyms& thesaurus() {
    static const Synonyms read = [] {
        Synonyms synonyms;
        REQUIRE(synonyms.add("support_synonyms.txt", support_synonyms(), analyzer()).empty());
        return synonyms;
    }();
    return read;
}

// As questions are read: function words left out, a compound before its parts.
StemPhrase stems_of(const std::string& text) {
    StemPhrase stems;
    std::uint32_t next = 0;
    for (const Token& token : analyzer().analyze(text)) {
        if (token.position < next || token.is_stop_word) continue;
        stems.push_back(token.stem);
        next = token.position + 1;
    }
    return stems;
}

bool leads_to(const std::string& question, const std::string& phrase) {
    const StemPhrase wanted = stems_of(phrase);
    for (const SynonymMatch& match : thesaurus().find(stems_of(question)))
        if (std::find(match.others->begin(), match.others->end(), wanted) != match.others->end()) return true;
    return false;
}

std::vector<std::string> parts_of(const std::string& text, char at) {
    std::vector<std::string> parts;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, at);) {
        const auto begin = part.find_first_not_of(' ');
        if (begin == std::string::npos) continue;
        parts.push_back(part.substr(begin, part.find_last_not_of(' ') + 1 - begin));
    }
    return parts;
}

}  // namespace

TEST_CASE("the thesaurus leads from customers' words to the articles'", "[support_synonyms]") {
    for (const TableRow& row : read_table("support_synonyms.tsv", 3)) {
        CAPTURE(row.line, row.cells[0]);
        const auto wanted = parts_of(row.cells[1], ','), unwanted = parts_of(row.cells[2], ',');
        CHECK(wanted.size() + unwanted.size() > 0);
        for (const std::string& phrase : wanted) {
            CAPTURE(phrase);
            CHECK(leads_to(row.cells[0], phrase));
        }
        for (const std::string& phrase : unwanted) {
            CAPTURE(phrase);
            CHECK_FALSE(leads_to(row.cells[0], phrase));
        }
    }
}

// «где деньги» would be every «деньги»: the phrase has lost what made it narrow.
TEST_CASE("no phrase of the thesaurus shrinks to one word", "[support_synonyms]") {
    std::size_t phrases = 0;
    for (const std::string& raw : parts_of(std::string(support_synonyms()), '\n')) {
        const std::string line = raw.substr(0, raw.find('#'));
        const auto arrow = line.find("->");
        const auto sides =
            arrow == std::string::npos ? parts_of(line, '=') : parts_of(line.substr(0, arrow), ',');
        for (const std::string& phrase : sides) {
            if (parts_of(phrase, ' ').size() < 2) continue;
            CAPTURE(line, phrase);
            CHECK(stems_of(phrase).size() > 1);
            ++phrases;
        }
    }
    CHECK(phrases > 0);
}

}  // namespace kb::test
