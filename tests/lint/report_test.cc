// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/lint/report.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "indexer/lint/rules.h"

namespace kb::test {
namespace {

const Diagnostics kSome = {
    {Severity::hint, "passive", "a b,c.md", 3, 5, "Страдательный \"оборот\": 100%.", "Назовите."},
    {Severity::error, "duplicate-id", "б.md", 0, 0, "Две\nстроки.", ""},
};

std::string read_document(const std::string& path) {
    std::ifstream file(std::string(KB_SOURCE_DIR) + "/" + path);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("GitHub's commands name file, line and column, escaped", "[lint_report]") {
    CHECK(diagnostics_github(kSome, "articles/") ==
          "::notice file=articles/a b%2Cc.md,line=3,col=5,title=passive::Страдательный \"оборот\": 100%25. "
          "Назовите.\n"
          "::error file=articles/б.md,title=duplicate-id::Две%0Aстроки.\n");
    CHECK(diagnostics_github({}, "articles").empty());
}

TEST_CASE("SARIF carries the rules, the places and the words", "[lint_report]") {
    const std::string sarif = diagnostics_sarif(kSome, "articles");
    CHECK(sarif.find(R"("version": "2.1.0")") != std::string::npos);
    CHECK(sarif.find(R"({"id": "passive", "shortDescription")") != std::string::npos);
    CHECK(
        sarif.find(
            R"({"ruleId": "passive", "level": "note", "message": {"text": "Страдательный \"оборот\": 100%. Назовите."}, )"
            R"("locations": [{"physicalLocation": {"artifactLocation": {"uri": "articles/a%20b%2Cc.md"}, )"
            R"("region": {"startLine": 3, "startColumn": 5}}}]})") != std::string::npos);
    CHECK(sarif.find(R"("level": "error")") != std::string::npos);
}

TEST_CASE("every rule says what, why and how, and stands in docs/lint.md", "[lint_report]") {
    const std::string document = read_document("docs/lint.md");
    for (const LintRule& rule : lint_rules()) {
        INFO(rule.code);
        CHECK_FALSE(rule.what.empty());
        CHECK_FALSE(rule.why.empty());
        CHECK_FALSE(rule.mend.empty());
        CHECK(document.find("| `" + std::string(rule.code) + "` |") != std::string::npos);
        CHECK(document.find(std::string(rule.why)) != std::string::npos);
        CHECK(rules_text().find("  " + std::string(rule.code) + " ") != std::string::npos);
    }
}

}  // namespace kb::test
