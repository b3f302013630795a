// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>

#include "server/search/level_guess.h"
#include "server/search/reply_template.h"
#include "tests/support/table.h"

namespace kb::test {

TEST_CASE("the level of a writer is guessed from their words", "[desk]") {
    Analyzer analyzer;
    for (const auto& row : read_table("levels.txt", 2)) {
        INFO(row.cells.at(1));
        CHECK(level_name(guess_level(row.cells.at(1), analyzer)) == row.cells.at(0));
    }
}

TEST_CASE("asking for the work to be done is noticed", "[desk]") {
    CHECK(wants_service("Сделайте за меня, пожалуйста"));
    CHECK(wants_service("хочу ВЫЗВАТЬ МАСТЕРА на завтра"));
    CHECK_FALSE(wants_service("мастер уже приходил, не помогло"));
}

TEST_CASE("a template's places are filled from what is known", "[desk]") {
    for (const auto& row : read_table("replies.txt", 3)) {
        INFO(row.cells.at(0));
        TicketFacts facts;
        std::string_view rest = row.cells[1];
        while (!rest.empty()) {
            const auto end = std::min(rest.find("; "), rest.size());
            const auto pair = rest.substr(0, end);
            facts.set(pair.substr(0, pair.find('=')), std::string(pair.substr(pair.find('=') + 1)));
            rest.remove_prefix(std::min(end + 2, rest.size()));
        }
        CHECK(fill_reply(row.cells.at(0), facts).text == row.cells.at(2));
    }
}

TEST_CASE("each place is listed once, found or not", "[desk]") {
    TicketFacts facts;
    facts.set("name", "Анна");
    const auto reply = fill_reply("{имя}, {{name}}! Заказ {номер заказа}, {номер заказа}.", facts);
    REQUIRE(reply.slots.size() == 2);
    CHECK((reply.slots[0].name == "name" && reply.slots[0].is_found && reply.slots[0].value == "Анна"));
    CHECK((reply.slots[1].name == "order" && !reply.slots[1].is_found));
    CHECK(reply.slots[1].label == "номер заказа");
}

TEST_CASE("a value cannot bring places, tags or lines of its own", "[desk]") {
    TicketFacts facts;
    facts.set("name", "<b>{{order}}\n\x01Анна</b>");
    CHECK(facts.value("name") == "border Анна/b");
    facts.set("name", "Пётр");
    CHECK(facts.value("name") == "border Анна/b");
    facts.set("order", std::string(5000, 'x'));
    CHECK(facts.value("order").size() == 80);
}

TEST_CASE("Markdown becomes what a messenger shows", "[desk]") {
    const auto plain = plain_reply(
        "## Ответ\n\n**Анна**, нажмите `Пуск` и [кабинет](https://lk.example \"Кабинет\").\n\n1. Раз\n* Два\n"
        "![схема](x.png)\\*звёздочка\\* 2*2\nПишите: [help@x.example](mailto:help@x.example)");
    CHECK(plain ==
          "Ответ\n\nАнна, нажмите Пуск и кабинет: https://lk.example.\n\n1. Раз\n- Два\n*звёздочка* 22\n"
          "Пишите: help@x.example");
}

TEST_CASE("name, order, contract and phone are found where people put them", "[desk]") {
    struct Row {
        const char* field;
        const char* text;
        const char* what;
        const char* value;
    };
    const Row rows[] = {
        {"Соколова Анна Петровна", "", "name", "Анна Петровна"},
        {"Петров Иван", "", "name", "Иван"},
        {"", "Здравствуйте, меня зовут Ольга, не работает свет", "name", "Ольга"},
        {"", "Не грузится.\n\nС уважением,\nДмитрий Орлов", "name", "Дмитрий"},
        {"", "заказ № 40-1234 не пришёл", "order", "40-1234"},
        {"", "Где мой заказ 123456?", "order", "123456"},
        {"", "номер заказа: A-77812", "order", "A-77812"},
        {"", "сделал заказ вчера, оплатил 500 рублей", "order", ""},
        {"", "по договору 40012345 пусто", "contract", "40012345"},
        {"", "Лицевой счёт № 12-345", "contract", "12-345"},
        {"", "звоните +7 (916) 123-45-67 вечером", "phone", "+7 (916) 123-45-67"},
        {"", "код 8 (и всё)", "phone", ""},
        {"", "МК-004512 где", "order", "МК-004512"},
    };
    for (const Row& row : rows) {
        INFO(row.field << "|" << row.text);
        CHECK(facts_of({row.field, {row.text}, {"МК-######"}}).value(row.what) == row.value);
    }
}

TEST_CASE("hostile texts cost no more than their length", "[desk][hostile]") {
    const std::string texts[] = {std::string(1 << 20, 'x'),
                                 std::string(1 << 20, '{'),
                                 std::string(1 << 20, '['),
                                 std::string(300'000, '\n'),
                                 "\xD0\xB0" + std::string(400'000, '\xCC'),
                                 ""};
    Analyzer analyzer;
    for (const auto& text : texts) {
        guess_level(text, analyzer);
        facts_of({text, {text}, {"######"}});
        fill_reply(text, {});
        plain_reply(text);
    }
    SUCCEED();
}

}  // namespace kb::test
