// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/skeleton.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "indexer/article_parser.h"
#include "indexer/error.h"
#include "tests/support/fake_file_system.h"

using namespace kb;
using Catch::Contains;
using kb::test::FakeFileSystem;

TEST_CASE("a file is named after the article in Latin letters", "[skeleton]") {
    std::ifstream cases(KB_SOURCE_DIR "/tests/cases/file_names.tsv");
    int count = 0;
    for (std::string line; std::getline(cases, line);) {
        if (line.starts_with('#')) continue;
        const std::size_t tab = line.find('\t');
        INFO(line);
        CHECK(file_stem(line.substr(0, tab)) == line.substr(tab + 1));
        ++count;
    }
    CHECK(count >= 9);
}

TEST_CASE("a skeleton is an article without complaints, of the type and category asked for", "[skeleton]") {
    for (const ArticleType type : {ArticleType::article, ArticleType::steps, ArticleType::qa,
                                   ArticleType::template_, ArticleType::script, ArticleType::policy}) {
        const NewArticle wanted{"Ошибка 651: \"нет связи\"", "internet/errors", type, Audience::public_};
        INFO(type_name(type));
        const ParseResult result = parse_article(skeleton_path(wanted, true), skeleton_text(wanted));
        REQUIRE(result.article);
        CHECK(result.diagnostics.empty());
        CHECK(result.article->title == wanted.title);
        CHECK(result.article->category == wanted.category);
        CHECK(result.article->type == type);
        CHECK(result.article->status == Status::draft);
        CHECK(result.article->sections.size() > 1);
    }
}

TEST_CASE("a skeleton goes where its readers' articles are", "[skeleton]") {
    NewArticle article{"Возврат", "payments", ArticleType::article, Audience::public_};
    CHECK(skeleton_path(article, true) == "public/payments/vozvrat.md");
    CHECK(skeleton_path(article, false) == "payments/vozvrat.md");
    article.audience = Audience::internal;
    CHECK(skeleton_path(article, false) == "internal/payments/vozvrat.md");
    article.type = ArticleType::template_;
    CHECK(skeleton_path(article, true) == "templates/payments/vozvrat.md");
    article = {"Возврат", "calls", ArticleType::script, Audience::public_};
    CHECK(skeleton_path(article, true) == "internal/calls/vozvrat.md");
}

TEST_CASE("a skeleton never overwrites", "[skeleton]") {
    FakeFileSystem files;
    const NewArticle article{"Возврат", "payments", ArticleType::article, Audience::public_};
    CHECK(create_skeleton(files, "/articles", article) == "payments/vozvrat.md");
    files.files["/articles/payments/vozvrat.md"] = "written since";
    CHECK_THROWS_AS(create_skeleton(files, "/articles", article), ConfigError);
    CHECK_THROWS_WITH(create_skeleton(files, "/articles", article), Contains("уже есть"));
    CHECK(files.files["/articles/payments/vozvrat.md"] == "written since");
}

TEST_CASE("a skeleton needs a title", "[skeleton]") {
    FakeFileSystem files;
    for (const char* title : {"", "  "}) {
        const NewArticle article{title, "", ArticleType::article, Audience::public_};
        CHECK_THROWS_WITH(create_skeleton(files, "/articles", article), Contains("пустое название"));
    }
    CHECK(files.changes() == 0);
}

TEST_CASE("a category is a path of plain names", "[skeleton]") {
    FakeFileSystem files;
    for (const char* category : {"/etc", "..", "a/../b", "a//b", "a/", ".git", "a/.b", "a\\b", "a\nb"}) {
        INFO(category);
        const NewArticle article{"Возврат", category, ArticleType::article, Audience::public_};
        CHECK_THROWS_AS(create_skeleton(files, "/articles", article), ConfigError);
    }
    CHECK(files.changes() == 0);
}
