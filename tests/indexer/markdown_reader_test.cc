// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>

#include "indexer/markdown.h"

namespace kb::test {
namespace {

std::optional<std::string> url_of(std::string_view path) {
    if (path.starts_with("internal/")) return std::nullopt;
    return "/shown/" + encode_path(path);
}

std::string for_reader(std::string_view text) {
    return markdown_for_reader(text, "public/a.md", url_of, url_of);
}

}  // namespace

TEST_CASE("quoted Markdown keeps nothing that its reader may not see", "[markdown]") {
    struct Row {
        const char* source;
        const char* expected;
    };
    const Row rows[] = {
        {"Цена 5! Версия 1.2 * 3\n\n* а\n* б", "Цена 5! Версия 1.2 * 3\n\n* а\n* б"},  // as it was written
        {"", ""},
        {"до <!-- тайна --> после", "до  после"},
        {"до\n\n<!-- тайна\n-->\n\nпосле", "до\n\nпосле"},
        {"<div onclick=x>текст</div>", ""},
        {"а<br onclick=x>б", "а<br />б"},
        {"[правило](../internal/secret.md#x \"Тайна\")", "правило"},
        {"[правило][1]\n\n[1]: ../internal/secret.md \"Тайна\"", "правило"},
        {"[1]: ../internal/secret.md", ""},
        {"до ![схема](../internal/p.png) после", "до  после"},
        {"[б](b.md#c \"т\")", "[б](/shown/public/b.md#c \"т\")"},
        {"![п](p.png)", "![п](/shown/public/p.png)"},
        {"[![п](p.png)](../internal/secret.md)", "![п](/shown/public/p.png)"},
        {"[я](https://ya.ru/?a=1&b=2)", "[я](https://ya.ru/?a=1&b=2)"},
        {"[х](javascript:alert\\(1\\)) [к](kb:internal/secret.md)", "х к"},
        {"| а | б |\n|---|--:|\n| 1 | [т](../internal/s.md) |", "| а | б |\n| --- | --: |\n| 1 | т |"},
        {"```\n<!-- код -->\n```\n\n[т](../internal/s.md)", "    <!-- код -->\n\nт"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.source);
        CHECK(for_reader(row.source) == row.expected);
    }
}

}  // namespace kb::test
