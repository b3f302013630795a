// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/usage_text.h"

#include <catch2/catch.hpp>

using namespace kb;

TEST_CASE("complaints about a command line are in Russian and name the word", "[usage]") {
    struct Row {
        const char* what;
        const char* russian;
    };
    for (const Row& row : {
             Row{"A subcommand is required", "Не хватает команды."},
             {"QUERY is required", "Не хватает обязательного значения: QUERY."},
             {"The following argument was not expected: --colour",
              "В команде лишние слова: --colour. Название или путь с пробелами возьмите в кавычки."},
             {"--format: xml not in {text,json}",
              "У параметра --format недопустимое значение «xml». Можно: text,json."},
             {"--limit: Value 900 not in range 1 to 50",
              "У параметра --limit недопустимое значение «900». Можно от 1 до 50."},
             {"--index: 1 required ПАПКА missing", "У параметра --index нет значения."},
             {"--index requires an argument", "У параметра --index нет значения."},
             {"Could not convert: --limit = много",
              "У параметра --limit недопустимое значение «много»: нужно число."},
             {"something new", "something new"},
         }) {
        CHECK(usage_complaint(row.what) == row.russian);
    }
}

TEST_CASE("the right column of a help stands straight whatever the letters", "[usage]") {
    CHECK(aligned_help("Вызов: kb-index lint [параметры]\n"
                       "\n"
                       "Параметры:\n"
                       "  -h,--help                   показать эту справку\n"
                       "  --format ВИД=text        вид ответа\n"
                       "  --articles ПАПКА=articles\n"
                       "                              папка со статьями\n"
                       "  --a-very-long-name-indeed=articles\n"
                       "                              длинное\n"
                       "  --json\n") ==
          "Вызов: kb-index lint [параметры]\n"
          "\n"
          "Параметры:\n"
          "  -h,--help                   показать эту справку\n"
          "  --format ВИД=text           вид ответа\n"
          "  --articles ПАПКА=articles   папка со статьями\n"
          "  --a-very-long-name-indeed=articles\n"
          "                              длинное\n"
          "  --json\n");
}
