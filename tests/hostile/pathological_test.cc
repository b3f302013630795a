// SPDX-License-Identifier: GPL-2.0-or-later
// Markdown made to be slow. Every file of 16, 64 and 256 KiB is an article or refused, soon. The goal is
// 200 ms of processor time, which scripts/torture asks for (KB_STRICT_MS=200); here there is room for
// sanitizers. What is too slow by nature is slower by hundreds.
#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <functional>

#include "indexer/article_parser.h"
#include "tests/hostile/naughty_texts.h"
#include "tests/support/cpu_time.h"
#include "tests/support/html_check.h"

namespace kb::test {
namespace {

struct Pattern {
    const char* name;
    std::function<std::string(std::size_t bytes)> make;
};

std::function<std::string(std::size_t)> filled(std::string piece) {
    return [piece = std::move(piece)](std::size_t bytes) { return repeated(piece, bytes / piece.size()); };
}

// `rising` deepens with every line: the sum is quadratic unless it is guarded.
std::string rising(const std::string& piece, const std::string& end, std::size_t bytes) {
    std::string text;
    for (std::size_t depth = 1; text.size() < bytes; ++depth) text += repeated(piece, depth) + end;
    text.resize(bytes);
    return text;
}

std::string wide_table(std::size_t bytes, std::size_t columns) {
    std::string text = repeated("|a", columns) + "|\n" + repeated("|-", columns) + "|\n";
    while (text.size() < bytes) text += "|x|\n";
    return text;
}

std::string numbered(std::size_t bytes, const std::function<std::string(std::size_t)>& line) {
    std::string text;
    for (std::size_t i = 0; text.size() < bytes; ++i) text += line(i);
    return text;
}

// clang-format off
const std::vector<Pattern>& patterns() {
    static const std::vector<Pattern> table = {
        {"quotes in one line", filled(">")}, {"quotes", filled("> ")}, {"quote lines", filled(">\n")},
        {"lists in one line", filled("- ")}, {"numbers in one line", filled("1. ")}, {"mixed containers", filled("> - 1. ")},
        {"rising lists", [](std::size_t n) { return rising("  ", "- a\n", n); }},
        {"rising quotes", [](std::size_t n) { return rising("> ", "a\n", n); }},
        {"open brackets", filled("[")}, {"closed brackets", filled("]")}, {"bracket pairs", filled("[]")}, {"open links", filled("[a](")},
        {"open links in angles", filled("[a](<b")}, {"nested links", [](std::size_t n) { return repeated("[", n / 5) + "a" + repeated("](b)", n / 5); }},
        {"nested images", [](std::size_t n) { return repeated("![", n / 6) + "a" + repeated("](b)", n / 6); }},
        {"stars", filled("*")}, {"star words", filled("*a ")}, {"star and underscore", filled("*_a")}, {"unclosed strong", filled("**a")},
        {"closers first", filled("a** ")}, {"tildes", filled("~~a")}, {"alternating stars", filled("*a**a")},
        {"backticks", filled("`")}, {"rising backticks", [](std::size_t n) { return rising("`", "a", n); }},
        {"openers of HTML", filled("<")}, {"processing instructions", filled("<?")}, {"declarations", filled("<!A ")}, {"CDATA", filled("<![CDATA[")},
        {"comments", filled("<!-- a")}, {"open tags", filled("<a b=\"")}, {"tag of attributes", [](std::size_t n) { return "<a " + repeated("b=c ", n / 4); }},
        {"autolinks", filled("<http://a")}, {"bare addresses", filled("http://a.b ")}, {"www.", filled("www.")}, {"at signs", filled("a@b.c@")},
        {"bare address of brackets", [](std::size_t n) { return "http://a.b/" + repeated("(", n); }}, {"colons", filled(":")}, {"underscored address", [](std::size_t n) { return "a@" + repeated("a_", n / 2); }},
        {"entities", filled("&amp;")}, {"open entities", filled("&a")}, {"backslashes", filled("\\")}, {"escaped stars", filled("\\*")},
        {"references", [](std::size_t n) { return numbered(n, [](std::size_t i) { return fmt::format("[a{}]: b\n", i); }); }},
        {"uses of a reference", [](std::size_t n) { return "[a]: " + repeated("b", 1000) + "\n\n" + repeated("[a] ", n / 4); }},
        {"unknown references", filled("[a][b] ")}, {"reference without an end", [](std::size_t n) { return "[" + repeated("a", n); }},
        {"reference titles", filled("[a]: b '")}, {"footnotes", [](std::size_t n) { return numbered(n, [](std::size_t i) { return fmt::format("[^{0}]\n\n[^{0}]: a\n\n", i); }); }},
        {"one footnote", [](std::size_t n) { return repeated("[^a]", n / 4) + "\n\n[^a]: b\n"; }},
        {"wide table", [](std::size_t n) { return wide_table(n, n / 8); }}, {"table of 30 columns", [](std::size_t n) { return wide_table(n, 30); }},
        {"pipes", filled("|")}, {"pipe lines", filled("|\n")}, {"table heads", filled("|a|\n|-|\n")}, {"escaped pipes", filled("\\|")},
        {"headings", filled("# a\n")}, {"one long heading", [](std::size_t n) { return "# " + repeated("слово ", n / 11); }}, {"same headings", filled("## а\n\n")},
        {"heading of hashes", filled("#")}, {"underlined", filled("a\n=\n")}, {"equals", filled("=")}, {"dashes", filled("-")}, {"rules", filled("---\n")},
        {"fences", filled("```\n")}, {"rising fences", [](std::size_t n) { return rising("`", "\n", n); }}, {"indented code", filled("    a\n")}, {"tabs", filled("\t")},
        {"tasks", filled("- [ ] a\n")}, {"blank lines", filled("\n")}, {"carriage returns", filled("\r")}, {"spaces", filled(" ")}, {"space lines", filled(" \n")},
        {"one word", filled("а")}, {"zeros", filled(std::string(1, '\0'))}, {"broken bytes", filled("\xFF")}, {"marks", filled("\xCC\x81")}, {"hard breaks", filled("a  \n")},
        {"front matter without an end", [](std::size_t n) { return "---\n" + repeated("a: b\n", n / 5); }},
        {"front matter of anchors", [](std::size_t n) { return "---\na: &a [x]\n" + numbered(std::min<std::size_t>(n, 15'000), [](std::size_t i) { return fmt::format("k{}: [*a, *a]\n", i); }) + "---\nx\n"; }},
        {"front matter of brackets", [](std::size_t n) { return "---\na: " + repeated("[", std::min<std::size_t>(n, 15'000)) + "\n---\nx\n"; }},
        {"many tags", [](std::size_t n) { return "---\ntags: [" + repeated("a, ", std::min<std::size_t>(n, 15'000) / 3) + "]\n---\nx\n"; }},
    };
    return table;
}
// clang-format on

double limit_ms() {
    const char* given = std::getenv("KB_STRICT_MS");
    return given ? std::strtod(given, nullptr) : 2000;
}

}  // namespace

TEST_CASE("Markdown made to be slow is an article or refused, soon", "[pathological]") {
    struct Slow {
        double ms;
        std::string what;
    };
    std::vector<Slow> all;
    std::size_t refused = 0;
    for (const Pattern& pattern : patterns()) {
        for (const std::size_t kib : {16, 64, 256}) {
            const std::string text = pattern.make(kib * 1024);
            const double begin = cpu_ms();
            const ParseResult result = parse_article("public/a.md", text);
            const double ms = cpu_ms() - begin;
            all.push_back({ms, fmt::format("{}, {} KiB", pattern.name, kib)});
            CAPTURE(pattern.name, kib, ms);
            CHECK(ms <= limit_ms());
            if (!result.article) {
                CHECK_FALSE(result.diagnostics.empty());
                ++refused;
                continue;
            }
            for (const Section& section : result.article->sections) CHECK(harm_in(section.html).empty());
        }
    }
    std::sort(all.begin(), all.end(), [](const Slow& a, const Slow& b) { return a.ms > b.ms; });
    if (std::getenv("KB_SHOW_SLOW") != nullptr)
        for (const Slow& slow : all)
            if (slow.ms > 20) fmt::print("{:8.0f} ms  {}\n", slow.ms, slow.what);
    fmt::print("pathological: {} texts, {} refused, slowest {:.0f} ms ({}), then {:.0f} ms ({})\n",
               all.size(), refused, all[0].ms, all[0].what, all[1].ms, all[1].what);
}

}  // namespace kb::test
