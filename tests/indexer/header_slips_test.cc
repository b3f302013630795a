// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "indexer/article_parser.h"

namespace kb::test {
namespace {

struct Slip {
    std::string_view text;
    int line;  // of the error
    std::string_view code;
};

constexpr Slip kSlips[] = {
    // The upper line is not «---».
    {"----\naudience: internal\n----\n# Коды\n", 1, "front-matter-start"},
    {"------\ntitle: Коды\ncategory: rules\n------\nТекст.\n", 1, "front-matter-start"},
    {"—\naudience: internal\n—\nТекст.\n", 1, "front-matter-start"},
    {"———\ntitle: Коды\nstatus: draft\n———\nТекст.\n", 1, "front-matter-start"},
    {"–––\naudence: internal\n–––\nТекст.\n", 1, "front-matter-start"},
    {"−−−\nstatus: draft\n−−−\nТекст.\n", 1, "front-matter-start"},
    {"+++\naudience = \"internal\"\n+++\nТекст.\n", 1, "front-matter-start"},
    {"----\n- title: Коды\n- audience: internal\n----\nТекст.\n", 1, "front-matter-start"},
    {"----\n\n# служебное\ncategory: rules\n----\nТекст.\n", 1, "front-matter-start"},
    // Something invisible beside it, or above it.
    {"\u200B---\naudience: internal\n---\nТекст.\n", 1, "front-matter-start"},
    {"---\u200B\ncategory: rules\n---\nТекст.\n", 1, "front-matter-start"},
    {"\uFEFF\uFEFF---\naudience: internal\n---\nТекст.\n", 1, "front-matter-start"},
    {"---\u2060\naudience: internal\n---\nТекст.\n", 1, "front-matter-start"},
    {"---\u00A0\naudience: internal\n---\nТекст.\n", 1, "front-matter-start"},
    {"\u00A0---\naudience: internal\n---\nТекст.\n", 1, "front-matter-start"},
    {"\u3000---\u00AD\naudience: internal\n---\nТекст.\n", 1, "front-matter-start"},
    {"\u00A0\n\u200B\n---\naudience: internal\n---\nТекст.\n", 3, "front-matter-start"},
    {"<!-- для смены -->\n---\naudience: internal\n---\nТекст.\n", 2, "front-matter-start"},
    {"<!--\nдля\nсмены\n-->\n\n---\ncategory: rules\n---\nТекст.\n", 6, "front-matter-start"},
    // No line above it at all, or another text.
    {"# Коды\n\n---\naudience: internal\n---\nТекст.\n", 4, "front-matter-outside"},
    {"# Коды\nstatus: draft\n\nТекст.\n", 2, "front-matter-outside"},
    {"audience: internal\n\n# Коды\nТекст.\n", 1, "front-matter-outside"},
    {"\u200BAudience：Internal\n\nТекст.\n", 1, "front-matter-outside"},
    {"Коды\n\nstatus=archived\n\nТекст.\n", 3, "front-matter-outside"},
    {"title: Коды\n# доступ\naudience: internal\n\nТекст.\n", 3, "front-matter-outside"},
    {"{\n    \"title\": \"Коды\",\n    \"audience\": \"internal\"\n}\nТекст.\n", 3, "front-matter-outside"},
    {"audience: отдел продаж\n\nТекст.\n", 1, "front-matter-outside"},
    {"audience: коллеги склада Алматы\n\nТекст.\n", 1, "front-matter-outside"},
    {"audience:\n  - internal\n\nТекст.\n", 1, "front-matter-outside"},
    {"audience: internal only for the second line\n\nТекст.\n", 1, "front-matter-outside"},
    {"```x``` Коды\nstatus: draft\n\nТекст.\n", 2, "front-matter-outside"},
    // Below a header that has ended.
    {"---\ntitle: Коды\n...\naudience: internal\n---\nТекст.\n", 4, "front-matter-outside"},
    {"---\ntitle: Коды\n---\n\n---\nstatus: draft\n---\nТекст.\n", 6, "front-matter-outside"},
    // Inside the header.
    {"---\ntitle: Коды\naudience = internal\n---\nТекст.\n", 3, "key-colon"},
    {"---\naudience = internal\ntitle: Коды\n---\nТекст.\n", 2, "key-colon"},
    {"---\ntitle: Коды\naudience - internal\n---\nТекст.\n", 3, "key-colon"},
    {"---\ntitle: Коды\naudience internal\n---\nТекст.\n", 3, "key-colon"},
    {"---\ntitle: Коды\nstatus;draft\n---\nТекст.\n", 3, "key-colon"},
    {"---\ntitle: Коды\naudience -> internal\n---\nТекст.\n", 3, "key-colon"},
    {"---\ntitle: Коды\nstatus=draft\n---\nТекст.\n", 3, "key-colon"},
    {"---\ntitle: Коды\nSTATUS = draft\n---\nТекст.\n", 3, "key-colon"},
    {"---\ntitle: Коды\naudience：internal\n---\nТекст.\n", 3, "key-colon"},
    {"---\ntitle: Коды\naudience： internal\n---\nТекст.\n", 3, "key-colon"},
    {"---\ntitle: Коды\naudience:\u00A0internal\n---\nТекст.\n", 3, "key-colon"},
    {"---\ntitle: Коды\nstatus\u00A0=\u00A0draft\n---\nТекст.\n", 3, "key-colon"},
    {"---\ntitle: Коды\n\u200B\u200Bstatus: draft\n---\nТекст.\n", 3, "unknown-key"},
    {"---\ntitle: Коды\nstatus\u00A0: draft\n---\nТекст.\n", 3, "unknown-key"},
    {"---\ntitle: Коды\nаudiеnсе: internal\n---\nТекст.\n", 3, "unknown-key"},
    {"---\ntitle: Коды\nmeta:\n  audience: internal\n---\nТекст.\n", 4, "nested-key"},
    {"---\ntitle: Коды\nmeta:\n  a:\n    - Status: draft\n---\nТекст.\n", 5, "nested-key"},
    {"---\ntitle: Коды\nmeta: {audience: internal}\n---\nТекст.\n", 3, "nested-key"},
    {"---\nsummary: >\n  Коды.\n  audience: internal\n---\nТекст.\n", 4, "nested-key"},
    {"---\ntitle: Коды\n  audience: internal\n---\nТекст.\n", 3, "nested-key"},
};

constexpr std::string_view kSound[] = {
    "# Коды\n\nТекст.\n\n---\n\nЕщё текст.\n",
    "----\n\nТекст между чертами.\n\n----\n",
    "———\nТекст.\n",
    "<!-- примечание -->\n# Коды\nТекст.\n",
    "# Шапка\n\n```yaml\n---\naudience: internal\n---\n```\n",
    "~~~~\n~~~\n----\nstatus: draft\n----\n~~~~\nТекст.\n",
    "Шапка выглядит так:\n\n    ---\n    audience: internal\n\n    status: draft\n    ---\n\nТекст.\n",
    "----\n\n    ---\n    audience: internal\n    ---\n",
    "`audience: internal`\n\nТекст.\n",
    "Audience: this page is for people who write articles.\n\nТекст.\n",
    "Status: the order is still under review by the bank.\n\nТекст.\n",
    "Строка status: draft прячет статью, а audience = internal оставляет её сотрудникам.\n",
    "Status: online\n\nТекст.\n",
    "Статус: черновик\n\nТекст.\n",
    "| ключ | значение |\n|---|---|\n| audience | internal |\n| status: draft | черновик |\n",
    "# Коды\n\nТекст.\n\n## Шапка\n\naudience: internal\n",
    "# Заказ\n\nAudience: administrators\n\nТекст.\n",
    "---\ntitle: Коды\n---\n```\n---\naudience: internal\n---\n```\n",
    "---\ntitle: Коды\n---\n\n    audience: internal\n",
    "---\ntitle: Коды\n---\nПервый абзац.\n\naudience: internal\n",
    "---\ntitle: Коды\n---\n----\nТекст.\n",
    "---\n# audience = internal\ntitle: Коды\nsummary: что значит audience = internal\n---\nТекст.\n",
    "---\nsummary: >\n  Статья о том, что значит\n  status: она для тех, кто пишет.\n---\nТекст.\n",
    "---\n  title: Коды\n  audience: public\n---\nТекст.\n",
    "---\ntitle: Коды\naudience : public\nstatus:   published\n---\nТекст.\n",
    "\n\n---\ntitle: Коды\naudience: public\n---\nТекст.\n",
};

}  // namespace

TEST_CASE("an article is not made when the line that hides it is not read", "[header]") {
    for (const Slip& slip : kSlips) {
        INFO(slip.text);
        const ParseResult result = parse_article("public/a.md", slip.text);
        CHECK_FALSE(result.article);
        REQUIRE_FALSE(result.diagnostics.empty());
        const Diagnostic& error = result.diagnostics.front();
        CHECK(error.severity == Severity::error);
        CHECK(error.line == slip.line);
        CHECK(error.code == slip.code);
        CHECK(error.message.find('\n') == std::string::npos);
        CHECK(error.advice.ends_with("Пока не исправите, статья скрыта."));
    }
}

TEST_CASE("a dash, code, a table or a sentence is no header", "[header]") {
    for (const std::string_view text : kSound) {
        INFO(text);
        const ParseResult result = parse_article("public/a.md", text);
        CHECK(result.article);
        CHECK_FALSE(has_errors(result.diagnostics));
    }
}

TEST_CASE("a header is looked for in the first lines only, however long they are", "[header]") {
    std::string text;
    for (int i = 0; i < 60; ++i) text += "Строка.\n";
    CHECK(parse_article("public/a.md", text + "audience: internal\n").article);
    CHECK(parse_article("public/a.md", std::string(100'000, '-') + "\n").article);
    CHECK_FALSE(parse_article("public/a.md", std::string(100'000, '-') + "\naudience: internal\n").article);
}

}  // namespace kb::test
