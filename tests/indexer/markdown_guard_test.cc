// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/markdown_guard.h"

#include <catch2/catch.hpp>
#include <functional>
#include <span>
#include <string>

#include "indexer/article_parser.h"
#include "tests/support/cpu_time.h"

namespace kb::test {
namespace {

constexpr std::size_t kFull = kMaxArticleBytes - 64;

// As many of `unit` as an article may hold.
std::string filled(std::string_view unit, std::size_t bytes = kFull) {
    std::string text;
    while (text.size() + unit.size() <= bytes) text += unit;
    return text;
}

std::string numbered(const std::function<std::string(int)>& unit) {
    std::string text;
    for (int i = 0; text.size() + 64 < kFull; ++i) text += unit(i);
    return text;
}

std::string nested_lists(int depth) {
    std::string text;
    for (int i = 0; text.size() + 200 < kFull; ++i)
        text += std::string(2 * static_cast<std::size_t>(i % depth), ' ') + "- a\n";
    return text;
}

std::string table(int columns, int rows) {
    std::string head;
    std::string rule;
    for (int i = 0; i < columns; ++i) head += "|a", rule += "|-";
    std::string text = head + "|\n" + rule + "|\n";
    for (int i = 0; i < rows; ++i) text += "|\n";
    return text;
}

struct Row {
    const char* name;
    std::string text;
    const char* said;  // what the writer reads; empty: the text passes
};

void check(std::span<const Row> rows) {
    for (const Row& row : rows) {
        CAPTURE(row.name);
        const auto excess = find_excess(row.text, 1);
        REQUIRE(excess.has_value() == (std::string(row.said) != ""));
        if (excess) CHECK_THAT(format_diagnostic(*excess), Catch::Contains(row.said));
    }
}

}  // namespace

TEST_CASE("text that would keep cmark busy is refused with its line", "[markdown]") {
    const Row rows[] = {
        {"1 MB of >", std::string(1 << 20, '>'),
         "ошибка [file-too-large]: Статья занимает 1024 КБ, а можно не больше 256. Разделите её на несколько "
         "статей или приложите текст файлом."},
        {"marks", "a\n\n" + std::string(33, '>'),
         "3: ошибка [too-deep]: Больше 32 знаков списка или цитаты в начале строки. Разбейте вложенный "
         "список на несколько простых."},
        {"mixed marks", filled("> - 1. ", 400), "1: ошибка [too-deep]: "},
        {"indent", std::string(65, ' ') + "- a",
         "1: ошибка [too-indented]: Пункт списка сдвинут дальше 64 столбцов. Уменьшите вложенность списка."},
        {"tabs", std::string(17, '\t') + "> a", "1: ошибка [too-indented]: "},
        {"indented text", std::string(200, ' ') + "a", ""},
        {"columns", table(31, 1),
         "2: ошибка [table-too-wide]: Столбцов в таблице: 31, а можно не больше 30. Разбейте таблицу на "
         "несколько."},
        {"columns in a quote", "> |a|\n> " + filled("|-", 62) + "\n", "2: ошибка [table-too-wide]: "},
        {"widest table", table(30, 600), ""},
        {"cells", table(30, 700),
         "668: ошибка [table-too-large]: В таблицах статьи больше 20000 ячеек. Разбейте статью на несколько "
         "или приложите "
         "таблицу файлом."},
        {"cells of many tables", filled(table(30, 10) + "\n"), ": ошибка [table-too-large]: "},
        {"cells of one row", "|a|\n|-|\n" + filled("|a", 1100),
         "3: ошибка [table-too-wide]: В строке таблицы больше 500 ячеек. Разбейте таблицу на несколько."},
        {"cells of a head", filled("|a", 1100) + "\n|-|\n",
         "2: ошибка [table-too-wide]: В строке таблицы больше 500 ячеек."},
        {"pictures", filled("![", 402),
         "1: ошибка [too-many-openers]: Больше 200 картинок или тегов в одном абзаце. Разделите абзац "
         "пустыми строками."},
        {"mail addresses", filled("a@b."),
         "1: ошибка [too-many-openers]: Больше 1000 адресов в одном абзаце. Разделите абзац пустыми "
         "строками."},
        {"web addresses", filled("<http://a"),
         "1: ошибка [too-many-openers]: Больше 1000 адресов в одном абзаце."},
        {"addresses in paragraphs", filled("<http://a> b@c.d\n\n"), ""},
        {"pictures in paragraphs", filled("![ <? <! \n\n"), ""},
        {"footnotes", filled("[^a]\n\n", 8000),
         ": ошибка [too-many-footnotes]: Больше 1000 знаков сноски. Разделите статью на несколько."},
        {"a long address used often", "[a]: " + std::string(100'000, 'x') + "\n\n" + filled("[a] ", 150'000),
         ": ошибка [links-too-long]: Длинный адрес или его подпись повторяется слишком много раз. Сократите "
         "определение "
         "ссылки «[имя]: адрес» или число ссылок на него."},
        {"a long title used often",
         "[a]: x\n'" + filled("[b]: c\n", 100'000) + "'\n\n" + filled("[a] ", 150'000), "[links-too-long]"},
        {"a label on two lines", "[a\nb]: " + std::string(100'000, 'x') + "\n\n" + filled("[a b] ", 150'000),
         "[links-too-long]"},
        {"many ordinary definitions", numbered([](int i) {
             return i < 500 ? "[" + std::to_string(i) + "]: https://example.org/\n" : " [a]";
         }),
         ""},
    };
    check(rows);
}

TEST_CASE("tens of thousands of headings or marks of emphasis are refused", "[markdown]") {
    const Row rows[] = {
        {"as many headings as may be", filled("# a\n", 40'000), ""},
        {"headings", filled("# a\n", 40'004),
         "10001: ошибка [too-many-headings]: Больше 10000 заголовков и черт в одной статье. Разделите статью "
         "на несколько."},
        {"underlined headings", filled("a\n=\n"), "20002: ошибка [too-many-headings]: "},
        {"rules", filled("---\n"), "10001: ошибка [too-many-headings]: "},
        {"as much emphasis as may be", filled("*a", 60'000), ""},
        {"emphasis", filled("a **b** ~~c~~\n"),
         "7501: ошибка [too-much-emphasis]: Знаков выделения «*» и «~» больше 30000. Уберите лишние или "
         "разделите статью на несколько."},
        {"one long row of stars", filled("*"), ""},
    };
    check(rows);
}

TEST_CASE("a refused text gives no article", "[markdown]") {
    const ParseResult result = parse_article("public/a.md", "# A\n\n" + std::string(40, '>') + "\n");
    CHECK_FALSE(result.article);
    REQUIRE(result.diagnostics.size() == 1);
    CHECK(result.diagnostics[0].file == "public/a.md");
    CHECK(result.diagnostics[0].line == 3);
}

TEST_CASE("a page above 4 MB is refused after rendering", "[markdown]") {
    const ParseResult result =
        parse_article("a.md", "# A\n\n" + filled(std::string(32, '>') + "\n\n", 250'000));
    CHECK_FALSE(result.article);
    REQUIRE(result.diagnostics.size() == 1);
    CHECK(format_diagnostic(result.diagnostics[0]) ==
          "a.md: ошибка [html-too-large]: Страница статьи вышла бы больше 4 МБ. Разделите статью на "
          "несколько.");
}

TEST_CASE("the worst text that passes takes a bounded time", "[markdown]") {
    const std::string front = "---\n";
    const Row rows[] = {
        {"nested lists", nested_lists(32), ""},
        {"lazy lines", nested_lists(32).substr(0, 4000) + filled("a\n", 240'000), ""},
        {"brackets", filled("["), ""},
        {"link openers", filled("[a]("), ""},
        {"emphasis", filled("*a **b _c "), ""},
        {"underscores", filled("_"), ""},
        {"backticks", numbered([](int i) { return std::string(static_cast<std::size_t>(i) + 1, '`') + " "; }),
         ""},
        {"less-than", filled("<a "), ""},
        {"breaks", filled("<br>"), ""},
        {"tildes", filled("a~~b~ "), ""},
        {"web addresses", filled("www.a.b((("), ""},
        {"headings", filled("#\n"), ""},
        {"headings of one name", filled("# a\n"), ""},
        {"definitions", numbered([](int i) { return "[" + std::to_string(i) + "]: /u\n"; }), ""},
        {"blank lines", filled("\n"), ""},
        {"NUL", std::string(kFull, '\0'), ""},
        {"brackets in front matter", front + std::string(15'000, '[') + "\n---\n", ""},
        {"bullets in front matter", front + filled("- ", 15'000) + "\n---\n", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        const double start = cpu_ms();
        parse_article("public/a.md", row.text);
        CHECK(cpu_ms() - start < 4000);
    }
}

}  // namespace kb::test
