// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/transfer/html_markdown.h"

#include <catch2/catch.hpp>

#include "indexer/article_parser.h"
#include "indexer/transfer/markdown_text.h"
#include "tests/support/case_file.h"

namespace kb::test {
namespace {

// The Markdown with its addresses as the page has them.
std::string whole(const HtmlPage& page) {
    return with_addresses(page.markdown, [&](std::size_t number) {
        return address_in_markdown(page.addresses.at(number).target);
    });
}

}  // namespace

TEST_CASE("foreign HTML becomes the Markdown the table says", "[html_markdown]") {
    for (const Case& example : read_cases("html_markdown.txt")) {
        DYNAMIC_SECTION(example.name) {
            const HtmlPage page = html_to_markdown(example.inputs.at(0).bytes);
            std::vector<std::string> lines;
            if (!page.title.empty()) lines.push_back("title: " + page.title);
            for (const auto& [what, count] : page.losses)
                lines.push_back("lost: " + what + " " + std::to_string(count));
            const std::string markdown = whole(page);
            std::string_view rest = markdown;
            while (!rest.empty()) {
                const std::size_t end = std::min(rest.find('\n'), rest.size());
                lines.push_back(end == 0 ? "|" : "| " + std::string(rest.substr(0, end)));
                rest.remove_prefix(std::min(end + 1, rest.size()));
            }
            CHECK(joined(lines) == joined(example.expected));
        }
    }
}

TEST_CASE("hostile HTML is neither slow nor alive", "[html_markdown]") {
    std::string deep;
    for (int i = 0; i < 30'000; ++i) deep += "<div><b>";
    CHECK(html_to_markdown(deep + "x").markdown.size() < 100);
    std::string wide;
    for (int i = 0; i < 30'000; ++i) wide += "<b>";
    html_to_markdown(wide);
    html_to_markdown(std::string(1'000'000, '<'));
    html_to_markdown("\xFF\xFE\0<p>");
    CHECK(html_to_markdown(std::string(kMaxHtmlPageBytes + 1, 'x')).losses.size() == 1);
    const HtmlPage page = html_to_markdown(
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; <a href=\"java\nscript:alert(1)\">раз</a> "
        "<a href=\"https://e.example/)](javascript:alert(1)\">два</a> {{&gt; secret}}</p>");
    const ParseResult parsed = parse_article("public/a.md", "# Т\n\n" + whole(page));
    REQUIRE(parsed.article);
    CHECK(parsed.diagnostics.empty());
    for (const Section& section : parsed.article->sections) {
        CHECK(section.html.find("<script") == std::string::npos);
        CHECK(section.html.find("\"java") == std::string::npos);
    }
    CHECK_FALSE(parsed.article->sections[0].text.empty());
}

}  // namespace kb::test
