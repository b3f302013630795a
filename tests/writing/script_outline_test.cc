// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/writing/script_outline.h"

#include <fmt/format.h>

#include <array>
#include <catch2/catch.hpp>

#include "indexer/article_parser.h"

using namespace kb;

namespace {

// "lamp:7 [Да>on:yes@11, …] reached end", a node a line.
std::string drawn(const std::string& body, const std::string& head = "type: script\n") {
    const std::string text = "---\ntitle: Лампа\n" + head + "---\n\n" + body;
    const ParseResult parsed = parse_article("a/tree.md", text);
    REQUIRE(parsed.article);
    std::string out;
    for (const OutlineNode& node : script_outline(*parsed.article, text)) {
        std::string answers;
        for (const OutlineAnswer& one : node.answers) {
            constexpr std::array<const char*, 3> kLeads{"on", "nowhere", "out"};
            answers += fmt::format(" {}>{}:{}@{}", one.text, kLeads.at(static_cast<std::size_t>(one.leads)),
                                   one.to, one.line);
        }
        out += fmt::format("{}:{} <{}{}{}{}\n", node.anchor, node.line, node.parent, answers,
                           node.is_reached ? "" : " lost", node.has_end ? "" : " endless");
    }
    return out;
}

}  // namespace

TEST_CASE("a tree is its questions, their answers and where they stand", "[script_outline]") {
    CHECK(drawn("# Лампа\n\n## Горит?\n\n- [Да](#цвет)\n- [Нет](#нет)\n\n## Цвет\n\n1. [Красная](#нет)\n2. "
                "[Другая](../lamp.md)\n\n## Нет\n\nВключите.\n") ==
          "горит:8 < Да>on:цвет@10 Нет>on:нет@11\n"
          "цвет:13 <горит Красная>on:нет@15 Другая>out:../lamp.md@16\n"
          "нет:18 <горит\n");
}

TEST_CASE("what leads nowhere, what nothing leads to and what never ends is said", "[script_outline]") {
    CHECK(drawn("## A\n\n- [х](#нигде)\n- [b](#b)\n\n## B\n\n- [снова](#b)\n\n## C\n\n- [в A](#a)\n") ==
          "a:6 < х>nowhere:нигде@8 b>on:b@9 endless\n"
          "b:11 <a снова>on:b@13 endless\n"
          "c:15 < в A>on:a@17 lost endless\n");
}

TEST_CASE("links in a sentence lead out of nothing, links to sections are answers anywhere",
          "[script_outline]") {
    CHECK(drawn("## A\n\nСм. [правила](rules.md) или [дальше](#b).\n\n## B\n\nКонец.\n") ==
          "a:6 < дальше>on:b@8\nb:10 <a\n");
    CHECK(drawn("## A\n\n```\n- [код](#b)\n```\n\n## B\n") == "a:6 <\nb:12 < lost\n");
    CHECK(drawn("## A [b](#b)\n\n## B\n") == "a-b:6 <\nb:8 < lost\n");
}

TEST_CASE("addresses may be percent-encoded, written down, or doubled", "[script_outline]") {
    CHECK(drawn("## A\n\n- [1](#%D0%B4%D0%B0)\n- [2](#yes)\n- [3](#да-1)\n- [4](#)\n\n## Да\n\n## Ещё "
                "{#yes}\n\n## "
                "Да\n") ==
          "a:6 < 1>on:да@8 2>on:yes@9 3>on:да-1@10 4>nowhere:#@11\n"
          "да:13 <a\nyes:15 <a\nда-1:17 <a\n");
}

TEST_CASE("what a node says is its text without the list of answers, and short", "[script_outline]") {
    const std::string text =
        "---\ntitle: Л\ntype: script\n---\n\n## A\n\n> Скажите **так**.\n\n- [Да](#a)\n- [Нет](#a)\n\n## "
        "B\n\n" +
        std::string(400, 'x') + "\n";
    const ParseResult parsed = parse_article("a.md", text);
    const auto nodes = script_outline(*parsed.article, text);
    REQUIRE(nodes.size() == 2);
    CHECK(nodes[0].says == "Скажите так.");
    CHECK(nodes[1].says == std::string(140, 'x') + "…");
}

TEST_CASE("other articles have no tree, and an empty script an empty one", "[script_outline]") {
    CHECK(drawn("## A\n\n- [х](#a)\n", "type: steps\n").empty());
    CHECK(drawn("Просто текст.\n").empty());
    CHECK(drawn("").empty());
}

TEST_CASE("thousands of sections and answers are drawn in no time", "[script_outline]") {
    std::string body;
    for (int i = 0; i < 2500; ++i)
        body += fmt::format("## s{}\n\n- [n](#s{})\n- [m](#s{})\n\n", i, i + 1, i / 2);
    const std::string text = "---\ntitle: Л\ntype: script\n---\n\n" + body;
    const ParseResult parsed = parse_article("a.md", text);
    REQUIRE(parsed.article);
    const auto nodes = script_outline(*parsed.article, text);
    CHECK(nodes.size() == 2500);
    CHECK(nodes.back().is_reached);
    CHECK(nodes.back().parent == "s2498");
}
