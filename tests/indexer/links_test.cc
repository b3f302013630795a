// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/links.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "indexer/article_parser.h"
#include "tests/support/cpu_time.h"

namespace kb::test {
namespace {

// Public articles and files have an address, internal ones have none.
std::optional<std::string> article_url(std::string_view path) {
    if (path.starts_with("internal/")) return std::nullopt;
    return "/a/" + encode_path(path.substr(0, path.size() - 3)) + "?a=1&b=\"2\"";
}
std::optional<std::string> file_url(std::string_view path) {
    if (path.starts_with("internal/")) return std::nullopt;
    return "/files/" + encode_path(path);
}

}  // namespace

TEST_CASE("a relative link means a file below the articles folder", "[links]") {
    std::ifstream file(std::string(KB_SOURCE_DIR) + "/tests/cases/links.txt");
    std::string line;
    std::getline(file, line);
    int count = 0;
    for (; std::getline(file, line); ++count) {
        const std::size_t first = line.find('\t');
        const std::size_t second = line.find('\t', first + 1);
        REQUIRE(second != std::string::npos);
        CAPTURE(line);
        const auto target = resolve_link(line.substr(0, first), line.substr(first + 1, second - first - 1));
        CHECK((target ? target->path + "#" + target->anchor : "-") == line.substr(second + 1));
    }
    CHECK(count > 20);
}

TEST_CASE("a link without a suffix may mean a folder's page", "[links]") {
    CHECK(link_candidates("net/vpn.md") ==
          std::vector<std::string>{"net/vpn.md", "net/vpn/index.md", "net/vpn/README.md", "net/vpn/vpn.md"});
    CHECK(link_candidates("a.pdf") == std::vector<std::string>{"a.pdf"});
}

TEST_CASE("a path in an address keeps its slashes only", "[links]") {
    CHECK(encode_path("a-b_c.~/Ё \"&'<>%#?") == "a-b_c.~/%D0%81%20%22%26%27%3C%3E%25%23%3F");
}

TEST_CASE("marked links become addresses or go away", "[links]") {
    struct Row {
        const char* html;
        const char* expected;
    };
    const Row rows[] = {
        {R"(<p><a href="kb:net/a%20b.md#%D1%8F">т</a></p>)",
         R"(<p><a href="/a/net/a%20b?a=1&amp;b=&quot;2&quot;#%D1%8F">т</a></p>)"},
        {R"(<a href="kb:internal/a.md" title="x"><em>т</em></a> <a href="https://ya.ru">я</a>)",
         R"(<em>т</em> <a href="https://ya.ru">я</a>)"},
        {R"(<img src="kb-file:img/a.png" alt="kb:x" />)", R"(<img src="/files/img/a.png" alt="kb:x" />)"},
        {R"(до <img src="kb-file:internal/a.png" alt="тайна" /> после)", "до  после"},
        {R"(<a href="kb-file:a.pdf">п</a><a href="kb-file:internal/a.pdf">т</a>)",
         R"(<a href="/files/a.pdf">п</a>т)"},
        {R"(<a href="kb:internal/a.md"><img src="kb-file:img/a.png" alt="" /></a>)",
         R"(<img src="/files/img/a.png" alt="" />)"},
        {R"(<code>&lt;a href=&quot;kb:a.md&quot;&gt;</code>)",
         R"(<code>&lt;a href=&quot;kb:a.md&quot;&gt;</code>)"},
        {R"(<a title="kb:" href="#x">т</a>)", R"(<a title="kb:" href="#x">т</a>)"},
        {"<a href=\"kb:a.md", "<a href=\"kb:a.md"},
        {"<", "<"},
        {"</a></a><a ", "</a></a><a "},
        {"", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.html);
        CHECK(link_html(row.html, article_url, file_url) == row.expected);
    }
}

TEST_CASE("a rendered link to an internal article leaves no trace for a customer", "[links]") {
    const ParseResult result =
        parse_article("public/a.md", "# A\n\n[правило](../internal/secret.md#x) и ![п](../internal/p.png)\n");
    REQUIRE(result.article);
    CHECK(link_html(result.article->sections[0].html, article_url, file_url) == "<p>правило и </p>\n");
}

TEST_CASE("marking a page full of links takes no time", "[links]") {
    std::string html;
    for (int i = 0; i < 50'000; ++i) html += "<a href=\"kb:internal/a.md\">";
    html += std::string(1'000'000, '<');
    const double begin = cpu_ms();
    link_html(html, article_url, file_url);
    CHECK(cpu_ms() - begin < 10'000);
}

}  // namespace kb::test
