// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/expand.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "indexer/article_parser.h"
#include "tests/support/case_file.h"
#include "tests/support/fake_file_system.h"
#include "tests/support/indexed_base.h"

namespace kb::test {
namespace {

std::vector<std::string> expanded(const Case& example) {
    FakeFileSystem files;
    CaseInput article;
    for (const CaseInput& input : example.inputs) {
        files.add("/articles/" + input.path, input.bytes);
        if (input.path.ends_with("/a.md") && input.path.find("blocks/") == std::string::npos) article = input;
    }
    const SharedPartsResult read = read_shared_parts(files, "/articles");
    Diagnostics diagnostics = read.diagnostics;
    const ParsedSource source = parse_source(article.path, article.bytes, &read.parts);
    diagnostics.insert(diagnostics.end(), source.result.diagnostics.begin(), source.result.diagnostics.end());
    std::vector<std::string> lines;
    for (const Diagnostic& diagnostic : diagnostics) lines.push_back(format_diagnostic(diagnostic));
    std::istringstream text(source.result.article ? source.body : "");
    for (std::string line; std::getline(text, line);) lines.push_back(line.empty() ? "|" : "| " + line);
    return lines;
}

SharedParts parts_of(const std::string& block) {
    SharedParts parts;
    parts.blocks["b"] = {"blocks/b.md", block, 1, Audience::public_};
    parts.variables["v"] = "значение";
    return parts;
}

}  // namespace

TEST_CASE("shared parts stand in articles as the table says", "[expand]") {
    for (const Case& example : read_cases("blocks.txt")) {
        DYNAMIC_SECTION(example.name) { CHECK(joined(expanded(example)) == joined(example.expected)); }
    }
}

TEST_CASE("variables stand in the words of a header, not in its names", "[expand]") {
    SharedParts parts = parts_of("блок");
    parts.variables["company"] = "Маяк";
    const std::string header =
        "---\ntitle: \"{{company}}: как вернуть\"\naliases:\n  - позвонить в {{company}}\n  - \"{{> b}} и "
        "всё\"\n"
        "summary: Звоните {{phnoe}}\nask:\n  - question: Давно ли вы в {{company}}?\n    why: сроки "
        "{{company}}\n"
        "slug: \"{{company}}-money\"\nprice: от {{v}}\n---\n";
    const auto parsed = parse_article("public/a.md", header + "\nТекст {{v}}.\n", &parts);
    REQUIRE(parsed.article);
    const Article& article = *parsed.article;
    CHECK(article.title == "Маяк: как вернуть");
    CHECK(article.aliases == std::vector<std::string>{"позвонить в Маяк", "{{> b}} и всё"});
    CHECK(article.summary == "Звоните {{phnoe}}");
    REQUIRE(article.ask.size() == 1);
    CHECK(article.ask[0].question == "Давно ли вы в Маяк?");
    CHECK(article.ask[0].why == "сроки Маяк");
    CHECK(article.price == "от значение");
    CHECK(article.slug == "{{company}}-money");
    CHECK(parsed.uses == std::set<std::string>{"company", "phnoe", "v"});
    std::string told;
    for (const auto& diagnostic : parsed.diagnostics)
        told += fmt::format("{}:{} {}\n", diagnostic.file, diagnostic.line, diagnostic.code);
    CHECK(told ==
          "public/a.md:6 unknown-variable\npublic/a.md:5 block-in-header\npublic/a.md:10 variable-in-name\n");

    // Without parts, and in a template, where an agent fills it in, all stays as it is written.
    CHECK(parse_article("public/a.md", header + "\nТекст\n").article->title == "{{company}}: как вернуть");
    const auto reply =
        parse_article("templates/r.md", "---\ntitle: Ответ {{name}}\ntype: template\n---\n\nДа.\n", &parts);
    CHECK(reply.article->title == "Ответ {{name}}");
    CHECK(reply.diagnostics.empty());
}

TEST_CASE("an article is written anew when a variable of its header changes", "[expand]") {
    const Base base;
    base.write("public/a.md", "---\ntitle: Звонок в {{company}}\n---\n\nТекст.\n");
    base.write("public/b.md", "# Б\n\nТекст.\n");
    base.write("variables.yaml", "company: Маяк\n");
    base.build();
    base.write("variables.yaml", "company: Парус\n");
    CHECK(base.update().put == 1);
    CHECK(base.check().differences.empty());
}

TEST_CASE("every place of an expanded text leads back to where it was written", "[expand]") {
    const SharedParts parts = parts_of("первая\nвторая {{v}} конец");
    const Expansion made = expand({"a.md", "Ноль {{v}} раз.\n- {{> b}}!\nДва.", 10}, parts);
    REQUIRE(made.text == "Ноль значение раз.\n- первая\n  вторая значение конец!\nДва.");
    const auto at = [&](int line, int column) {
        const Origin origin = made.origin_of(line, column);
        return fmt::format("{}:{}:{}", origin.file, origin.line, origin.column);
    };
    CHECK(at(1, 1) == "a.md:10:1");
    CHECK(at(1, 8) == "a.md:10:6");    // inside the value: its mark
    CHECK(at(1, 15) == "a.md:10:12");  // «раз»
    CHECK(at(2, 3) == "blocks/b.md:1:1");
    CHECK(at(3, 3) == "blocks/b.md:2:1");
    CHECK(at(3, 19) == "blocks/b.md:2:14");
    CHECK(at(3, 24) == "a.md:11:10");  // «!»
    CHECK(at(4, 1) == "a.md:12:1");
    CHECK(made.article_line(1) == 10);
    CHECK(made.article_line(3) == 11);
    CHECK(made.article_line(4) == 12);
    CHECK(made.uses == std::set<std::string>{">b", "v"});
}

TEST_CASE("a bomb of blocks is refused early", "[expand]") {
    SharedParts parts;
    for (int i = 0; i < 7; ++i) {
        std::string text;
        for (int j = 0; j < 50; ++j) text += fmt::format("{{{{> b{}}}}}\n", i + 1);
        parts.blocks[fmt::format("b{}", i)] = {fmt::format("blocks/b{}.md", i), text, 1, Audience::public_};
    }
    parts.blocks["b7"] = {"blocks/b7.md", std::string(1000, 'x'), 1, Audience::public_};
    const Expansion made = expand({"a.md", "{{> b0}}"}, parts);
    CHECK_FALSE(made.is_whole);
    CHECK(made.text.size() <= 512 * 1024);
    REQUIRE(made.diagnostics.size() == 1);
    CHECK(made.diagnostics[0].code == "expansion-too-large");

    parts = parts_of(std::string(60'000, 'x'));
    const Expansion large = expand({"a.md", "{{> b}} {{> b}} {{> b}} {{> b}} {{> b}}"}, parts);
    CHECK_FALSE(large.is_whole);
    CHECK(codes(large.diagnostics) == "expansion-too-large a.md\n");
    for (const char* odd : {"{{", "{{{{{{", "{{>", "{{> }}", "}}", "{{\xFF}}", "\\", "`{{b", "{{> b"}) {
        CHECK(expand({"a.md", odd}, parts).text == odd);
    }
}

TEST_CASE("an article is written anew when a part it stands on changes, and no other is", "[expand]") {
    const Base base;
    base.write("public/a.md", "# А\n\nЗвоните {{phone}}.\n\n{{> warranty}}\n");
    base.write("public/b.md", "# Б\n\nПросто {{other}} текст.\n");
    base.write("public/c.md", "# В\n\nБез частей.\n");
    base.write("blocks/warranty.md", "Гарантия — год.\n");
    base.write("variables.yaml", "phone: 8 800\nother: иной\n");
    base.build();
    CHECK(base.held() ==
          Lines{"public public/a.md public/a", "public public/b.md public/b", "public public/c.md public/c"});
    CHECK_FALSE(base.update().is_changed);
    const auto put = [&] { return base.update().put; };

    base.write("blocks/warranty.md", "Гарантия — два года.\n");
    CHECK(put() == 1);
    base.write("variables.yaml", "phone: 8 900\nother: иной\n");
    CHECK(put() == 1);
    base.write("variables.yaml", "phone: 8 900\nother: другой\nthird: x\n");
    CHECK(put() == 1);
    CHECK(put() == 0);
    CHECK(base.check().differences.empty());

    // Gone: the last good version stays; back again: it is read again.
    base.remove("blocks/warranty.md");
    CHECK(codes(base.update().diagnostics) == "missing-block public/a.md\n");
    CHECK(base.held().size() == 3);
    base.write("blocks/warranty.md", "Гарантия — три года.\n");
    CHECK(put() == 1);
    CHECK(base.check().differences.empty());
}

TEST_CASE("an update with parts gives what a full build gives", "[expand]") {
    const Base base;
    base.write("public/a.md", "# А\n\n{{> warranty}} {{phone}}\n");
    base.write("public/b.md", "# Б\n\n{{> warranty}}\n");
    base.build();  // parts are missing still
    base.write("blocks/warranty.md", "Гарантия {{phone}}.\n");
    base.write("variables.yaml", "phone: 8 800\n");
    base.update();
    base.write("variables.yaml", "phone: 8 900\n");
    base.update();
    std::vector<std::string> texts;
    for (const char* name : {"part-hashes", "part-uses"})
        texts.push_back(base.text(Audience::internal, name));
    const Lines held = base.held();
    base.build();
    for (std::size_t i = 0; const char* name : {"part-hashes", "part-uses"})
        CHECK(texts.at(i++) == base.text(Audience::internal, name));
    CHECK(base.held() == held);
    CHECK(base.check().differences.empty());
}

}  // namespace kb::test
