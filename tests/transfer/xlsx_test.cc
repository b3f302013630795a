// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/transfer/xlsx.h"

#include <catch2/catch.hpp>

#include "indexer/error.h"
#include "tests/support/workbook.h"

namespace kb::test {
namespace {

using Cells = std::vector<std::string>;

std::string why_refused(const std::string& bytes) {
    try {
        Xlsx book{bytes};
        book.rows(0);
    } catch (const ConfigError& error) {
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE("cells are what a person sees", "[xlsx]") {
    Xlsx book(workbook({{"Лист1",
                         "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"s\"><v>1</v></c><c "
                         "r=\"D2\" t=\"s\"><v>9</v></c></row>"
                         "<row r=\"4\">" +
                             text_cell("A4", " строка 1\nстрока 2_x000D_ ") +
                             "<c r=\"B4\" s=\"1\"><v>45363</v></c><c r=\"C4\" s=\"2\"><v>45363</v></c><c "
                             "r=\"D4\" s=\"3\"><v>45363.604166667</v></c></row>"
                             "<row><c><v>5.0</v></c><c s=\"4\"><v>0.5</v></c><c t=\"b\"><v>1</v></c><c "
                             "t=\"e\"><v>#N/A</v></c>"
                             "<c t=\"str\"><f>A4&amp;\"!\"</f><v>итог</v></c><c><f>1+1</f><v>2</v></c><c "
                             "t=\"d\"><v>2024-03-12T00:00:00</v></c><c r=\"ZZ5\"><v>1</v></c></row>"
                             "<row r=\"9\"/>"}},
                       "<si><t>Вопрос</t></si><si><r><rPr><b/></rPr><t>От</t></r><r><t>вет</t></"
                       "r><rPh><t>чтение</t></rPh></si>"));
    REQUIRE(book.sheets().size() == 1);
    CHECK(book.sheets()[0].name == "Лист1");
    const TableRows read = book.rows(0);
    CHECK(read.problems.empty());
    REQUIRE(read.rows.size() == 3);
    CHECK(read.rows[0].line == 2);
    CHECK(read.rows[0].cells == Cells{"Вопрос", "Ответ"});
    CHECK(read.rows[1].line == 4);
    CHECK(read.rows[1].cells ==
          Cells{" строка 1\nстрока 2 ", "12.03.2024", "12.03.2024", "12.03.2024 14:30"});
    CHECK(read.rows[2].line == 5);
    CHECK(read.rows[2].cells == Cells{"5", "0,5", "да", "", "итог", "2", "12.03.2024"});
}

TEST_CASE("a cell merged downwards counts in each of its rows", "[xlsx]") {
    Xlsx book(workbook(
        {{"a",
          "<row r=\"1\">" + text_cell("A1", "Сеть") + text_cell("B1", "раз") + "</row><row r=\"2\">" +
              text_cell("B2", "два") + "</row><row r=\"3\">" + text_cell("B3", "три") + "</row>",
          "<mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:C1\"/><mergeCell ref=\"?\"/><mergeCell "
          "ref=\"A9:A99999\"/></mergeCells>"}}));
    const TableRows read = book.rows(0);
    REQUIRE(read.rows.size() == 3);
    CHECK(read.rows[1].cells == Cells{"Сеть", "два"});
    CHECK(read.rows[2].cells == Cells{"", "три"});
}

TEST_CASE("days of the Macintosh's Excel are counted from 1904, hidden sheets are known", "[xlsx]") {
    Xlsx book(workbook({{"a", "", "", "hidden"}, {"b", "<row><c s=\"1\"><v>43901</v></c></row>"}}, "",
                       "<workbookPr date1904=\"1\"/>"));
    CHECK(book.sheets()[0].is_hidden);
    CHECK_FALSE(book.sheets()[1].is_hidden);
    CHECK(book.rows(0).rows.empty());
    CHECK(book.rows(1).rows.at(0).cells == Cells{"12.03.2024"});
}

TEST_CASE("a workbook of 1C, whose parts are named in other letters, is read", "[xlsx]") {
    std::string bytes = workbook({{"a", "<row><c t=\"s\"><v>0</v></c></row>"}}, "<si><t>Вопрос</t></si>");
    for (std::size_t at = bytes.find("xl/sharedStrings"); at != std::string::npos;
         at = bytes.find("xl/sharedStrings"))
        bytes.replace(at, 4, "xl/S");
    Xlsx book(bytes);
    CHECK(book.rows(0).rows.at(0).cells == Cells{"Вопрос"});
}

TEST_CASE("what is no workbook says what it is", "[xlsx]") {
    CHECK(why_refused("PK\x03\x04").find("не zip") != std::string::npos);
    CHECK(
        why_refused(zip_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}})).find(".ods") !=
        std::string::npos);
    CHECK(why_refused(zip_of({{"word/document.xml", "x"}})).find("не таблица Excel") != std::string::npos);
    CHECK(why_refused(zip_of({{"xl/workbook.xml", "<a><b"}})).find("нет листов") != std::string::npos);
    CHECK(why_refused(zip_of({{"xl/workbook.xml", "x", true}})).find("паролем") != std::string::npos);
    CHECK(is_old_excel("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1..."));
    CHECK_FALSE(is_old_excel("PK"));
}

TEST_CASE("hostile workbooks cost little and are told", "[xlsx]") {
    const auto rows_of = [](const std::string& sheet, const std::string& strings = "") {
        Xlsx book(workbook({{"a", sheet}}, strings));
        return book.rows(0);
    };
    // Entities: a document type is not let in.
    std::string laughs = "<!DOCTYPE a [<!ENTITY a \"ха\">";
    for (int i = 0; i < 20; ++i) laughs += "<!ENTITY b" + std::to_string(i) + " \"&a;&a;&a;\">";
    Xlsx book(
        workbook({{"a", "<row>" + text_cell("A1", "&a;") + "</row>"}}, laughs + "]><si><t>&b1;</t></si>"));
    CHECK(book.rows(0).rows.empty());
    // One long text in very many cells.
    std::string cells = "<row>", many;
    for (int i = 0; i < 60; ++i) cells += "<c t=\"s\"><v>0</v></c>";
    for (int i = 0; i < 300; ++i) many += cells + "</row>";
    const TableRows copied = rows_of(many, "<si><t>" + std::string(30'000, 'x') + "</t></si>");
    REQUIRE(copied.problems.size() == 1);
    CHECK(copied.problems[0].find("128 МБ") != std::string::npos);
    CHECK(copied.rows.size() < 100);
    // Very many rows; numbers out of order or of nonsense.
    std::string rows;
    for (int i = 0; i < 50'010; ++i) rows += "<row><c><v>1</v></c></row>";
    const TableRows cut = rows_of(rows);
    CHECK(cut.rows.size() == kMaxTableRows + 1);
    CHECK(cut.problems.size() == 1);
    CHECK(rows_of("<row r=\"-1\"><c r=\"99\" t=\"s\"><v>-1</v></c></row><row r=\"99999999999\"><c r=\"\" "
                  "t=\"s\"><v>99999999999</v></c></row>")
              .rows.empty());
    std::string good;
    for (int i = 0; i < 100; ++i) good += "<row><c><v>1</v></c></row>";
    const TableRows broken = rows_of(good + "<row><c><v>2</v></row>");
    CHECK(broken.problems.size() == 1);
    CHECK(broken.rows.size() > 50);
}

}  // namespace kb::test
