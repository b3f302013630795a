// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/lint.h"

#include <catch2/catch.hpp>

#include "indexer/article_parser.h"
#include "tests/support/case_file.h"

namespace kb::test {
namespace {

constexpr const char* kToday = "2026-06-01";

struct Base {
    std::vector<Article> articles;
    ArticleTree tree;
    CategoriesResult categories;
    RedirectsResult redirects;
};

Base base_of(const Case& example) {
    Base base;
    for (const CaseInput& input : example.inputs) {
        if (input.path == "categories.yaml") {
            base.categories = parse_categories(input.path, input.bytes);
        } else if (input.path == "redirects.txt") {
            base.redirects = parse_redirects(input.path, input.bytes);
        } else if (input.path.ends_with(".md")) {
            base.tree.articles.push_back({input.path, input.bytes.size(), 0});
            ParseResult parsed = parse_article(input.path, input.bytes);
            REQUIRE(parsed.article);
            base.articles.push_back(std::move(*parsed.article));
        } else {
            base.tree.others.push_back({input.path, input.bytes.size(), 0});
        }
    }
    return base;
}

}  // namespace

TEST_CASE("lint says what is wrong with a base", "[lint]") {
    for (const Case& example : read_cases("lint.txt")) {
        DYNAMIC_SECTION(example.name) {
            const Base base = base_of(example);
            std::vector<std::string> lines;
            for (const Article& article : base.articles) {
                for (const Diagnostic& diagnostic : lint_article(article, kToday))
                    lines.push_back(format_diagnostic(diagnostic));
            }
            for (const Diagnostic& diagnostic : lint_base(
                     {base.articles, base.tree, base.categories.categories, base.redirects.redirects})) {
                lines.push_back(format_diagnostic(diagnostic));
            }
            CHECK(joined(lines) == joined(example.expected));
        }
    }
}

TEST_CASE("without a day no review is past", "[lint]") {
    Article article;
    article.review_after = "1999-01-01";
    article.sections.resize(1);
    article.sections[0].text = "Текст.";
    CHECK(lint_article(article).empty());
}

}  // namespace kb::test
