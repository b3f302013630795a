// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/transfer/question_rows.h"

#include <catch2/catch.hpp>

#include "indexer/error.h"
#include "tests/support/workbook.h"

namespace kb::test {
namespace {

using Lines = std::vector<std::string>;

std::string why_refused(const std::string& bytes, const std::string& sheet = "") {
    try {
        read_question_rows(bytes, sheet);
    } catch (const ConfigError& error) {
        return error.what();
    }
    return "";
}

std::string row_xml(const std::string& question, const std::string& answer) {
    return "<row>" + text_cell("A1", question) + text_cell("B1", answer) + "</row>";
}

}  // namespace

TEST_CASE("a table kept for people is understood", "[question_rows]") {
    const QuestionRows read = read_question_rows(
        "Журнал обращений;;;;\r\n;;;;\r\n№;Дата обращения;\"Причина\nобращения (кратко)\";Что "
        "сделали:;Категория\r\n"
        "1;12.03.24;Нет сети;\"1) Проверили\r\n2) Заменили\";Сеть\r\n2;вчера;Нет "
        "счёта;;\r\n;;;;\r\n4;;Итого за март: 2;;\r\n3;;;Сделали и забыли;\r\n");
    REQUIRE(read.rows.size() == 2);
    CHECK(read.rows[0].line == 5);
    CHECK(read.rows[0].question == "Нет сети");
    CHECK(read.rows[0].answer == "1) Проверили\n2) Заменили");
    CHECK(read.rows[0].category == "Сеть");
    CHECK(read.rows[0].date == "2024-03-12");
    CHECK(read.rows[1].date.empty());
    CHECK(read.undated == 1);
    CHECK(read.unanswered == 1);
    CHECK(read.is_journal);
    CHECK(read.notes == Lines{"Названия столбцов взяты из строки 3."});
    CHECK(read.problems == Lines{"строка 10: нет вопроса, пропущена: «Сделали и забыли»."});
}

TEST_CASE("of two columns that could be the question the plainer name wins", "[question_rows]") {
    CHECK(read_question_rows("Тема,Вопрос,Ответ\nа,б,в\n").rows.at(0).question == "б");
    CHECK(read_question_rows("Вопрос клиента,Вопрос,Ответ\nа,б,в\n").rows.at(0).question == "б");
    CHECK(read_question_rows("Вопрос,Вопрос клиента,Ответ\nа,б,в\n").rows.at(0).question == "а");
    CHECK(read_question_rows("Тема\tОтвет (полный)\nа, б; в\tг\n").rows.at(0).question == "а, б; в");
    CHECK(read_question_rows("Как мы отвечаем\nВОПРОС;ОТВЕТЫ\nа;б\n").rows.at(0).answer == "б");
    CHECK_FALSE(read_question_rows("Вопрос;Ответ\nа;б\n").is_journal);
}

TEST_CASE("a table without such columns says what it has", "[question_rows]") {
    CHECK(why_refused("ФИО;Телефон\nа;б\n").ends_with("В строке 1 сейчас: «ФИО», «Телефон»."));
    CHECK(why_refused("Вопросник;Ответчик\nа;б\n").find("нет нужных столбцов") != std::string::npos);
    CHECK(why_refused("").find("нет нужных столбцов") != std::string::npos);
    CHECK(why_refused("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").find(".xls") != std::string::npos);
    std::string far;
    for (int i = 0; i < 30; ++i) far += "x;y\n";
    CHECK(!why_refused(far + "Вопрос;Ответ\nа;б\n").empty());
}

TEST_CASE("rows without a question are told, but not for ever", "[question_rows]") {
    std::string table = "Вопрос;Ответ\n";
    for (int i = 0; i < 30; ++i) table += " ;ответ\n";
    const QuestionRows read = read_question_rows(table + "а;б\n");
    CHECK(read.rows.size() == 1);
    REQUIRE(read.problems.size() == 21);
    CHECK(read.problems.front() == "строка 2: нет вопроса, пропущена: «ответ».");
    CHECK(read.problems.back() == "… и ещё строк без вопроса: 10");
}

TEST_CASE("the sheet with questions is found, or the one named", "[question_rows]") {
    const std::string bytes =
        workbook({{"Титул", row_xml("Отчёт", "за год")},
                  {"Тайное", row_xml("Вопрос", "Ответ") + row_xml("а", "б"), "", "hidden"},
                  {"2024", row_xml("Вопрос", "Ответ") + row_xml("в", "г")},
                  {"2023", row_xml("Вопрос", "Ответ") + row_xml("д", "е")}});
    const QuestionRows first = read_question_rows(bytes);
    CHECK(first.rows.at(0).question == "в");
    CHECK(first.notes == Lines{"Прочитан лист «2024».",
                               "Листы таблицы: «Титул», «Тайное», «2024», «2023». Другой: --sheet ИМЯ."});
    CHECK(read_question_rows(bytes, "2023").rows.at(0).question == "д");
    CHECK(read_question_rows(bytes, "тайное").rows.at(0).question == "а");
    CHECK(why_refused(bytes, "2022") ==
          "В таблице нет листа «2022». Есть: «Титул», «Тайное», «2024», «2023».");
    CHECK(why_refused(bytes, "Титул").find("На этом листе нет нужных столбцов") == 0);
    CHECK(why_refused(workbook({{"a", ""}})).find("Ни на одном листе") == 0);
}

TEST_CASE("a workbook and the same table as CSV are one", "[question_rows]") {
    const QuestionRows sheet = read_question_rows(
        workbook({{"a", "<row>" + text_cell("A1", "Вопрос") + text_cell("B1", "Ответ") +
                            text_cell("C1", "Дата") + "</row><row>" + text_cell("A2", "Где счёт?") +
                            text_cell("B2", "Тут") + "<c r=\"C2\" s=\"1\"><v>45363</v></c></row>"}}));
    const QuestionRows csv = read_question_rows("Вопрос;Ответ;Дата\nГде счёт?;Тут;12.03.2024\n");
    REQUIRE(sheet.rows.size() == 1);
    REQUIRE(csv.rows.size() == 1);
    CHECK(sheet.rows[0].question == csv.rows[0].question);
    CHECK(sheet.rows[0].answer == csv.rows[0].answer);
    CHECK(sheet.rows[0].date == csv.rows[0].date);
    CHECK(sheet.rows[0].line == csv.rows[0].line);
    CHECK(csv.rows[0].date == "2024-03-12");
}

}  // namespace kb::test
