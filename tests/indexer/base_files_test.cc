// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/base_files.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "tests/support/case_file.h"

namespace kb::test {

TEST_CASE("categories are read in the writer's order", "[base_files]") {
    for (const Case& example : read_cases("categories.txt")) {
        DYNAMIC_SECTION(example.name) {
            const CategoriesResult result =
                parse_categories(example.inputs.at(0).path, example.inputs.at(0).bytes);
            std::vector<std::string> lines;
            for (const Category& category : result.categories) {
                lines.push_back(fmt::format("{} | {} | {} | {} | {}", category.id, category.title,
                                            category.title_en, category.description,
                                            audience_name(category.audience)));
            }
            for (const Diagnostic& diagnostic : result.diagnostics)
                lines.push_back(format_diagnostic(diagnostic));
            CHECK(joined(lines) == joined(example.expected));
        }
    }
}

TEST_CASE("redirects are lines with an arrow", "[base_files]") {
    const RedirectsResult result = parse_redirects("redirects.txt",
                                                   "\xEF\xBB\xBF# старое\r\n\r\n"
                                                   "help/вай-фай -> wifi-setup  # новое\r\n"
                                                   "/faq/a->b\n"
                                                   "help/вай-фай -> other\n"
                                                   "просто слова\n"
                                                   "-> b\n"
                                                   "a ->");
    CHECK(result.redirects == std::vector<Redirect>{{"help/вай-фай", "wifi-setup"}, {"faq/a", "b"}});
    std::vector<std::string> lines;
    for (const Diagnostic& diagnostic : result.diagnostics) lines.push_back(format_diagnostic(diagnostic));
    const std::string advice = "Слева напишите старый адрес, справа id статьи, между ними «->».";
    CHECK(
        joined(lines) ==
        "redirects.txt:5: предупреждение [duplicate-redirect]: Адрес «help/вай-фай» уже перенаправлен выше. "
        "Оставьте одно "
        "правило.\n"
        "redirects.txt:6: предупреждение [bad-redirect]: Строка не похожа на правило «старый/адрес -> id». " +
            advice +
            "\n"
            "redirects.txt:7: предупреждение [bad-redirect]: Строка не похожа на правило «старый/адрес -> "
            "id». " +
            advice +
            "\n"
            "redirects.txt:8: предупреждение [bad-redirect]: Строка не похожа на правило «старый/адрес -> "
            "id». " +
            advice + "\n");
}

}  // namespace kb::test
