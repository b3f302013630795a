// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>

#include "server/search/first_names.h"
#include "server/search/level_guess.h"
#include "server/search/products.h"
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

namespace {

const std::vector<ProductNames> kProducts{{"роутер", "маршрутизатор"},
                                          {"ТВ-приставка", "приставка"},
                                          {"Wi-Fi-повторитель"},
                                          {"Mayak R1", "R1", "модем"},
                                          {"Mayak R2", "маяк R2", "модем"}};

// As tests/cases/ticket_facts.tsv writes it.
std::string written(const TicketFact* fact) {
    if (!fact) return {};
    if (fact->others.empty()) return fact->value + (fact->is_sure ? "" : "?");
    std::string list;
    for (const auto& other : fact->others) list += (list.empty() ? "?" : ", ") + other;
    return list;
}

}  // namespace

TEST_CASE("name, numbers and product are found where people put them, or asked for", "[desk]") {
    Analyzer analyzer;
    for (const auto& row : read_table("ticket_facts.tsv", 4)) {
        const std::string& text = row.cells[3];
        INFO(row.line << ": " << row.cells[2] << "|" << text);
        TicketFacts facts = facts_of({row.cells[2], {text}, {"МК-######"}});
        set_product(facts, products_in({text}, kProducts, analyzer));
        CHECK(written(facts.find(row.cells[0])) == row.cells[1]);
    }
}

TEST_CASE("where orders have no shape, the number after the word is one", "[desk]") {
    CHECK(facts_of({"", {"Где мой заказ 123456?"}, {}}).find("order")->is_sure);
}

TEST_CASE("every usual first name is known in the cases people use", "[desk]") {
    for (const auto& row : read_table("first_names.tsv", 3)) {
        INFO(row.cells[0]);
        CHECK(first_name_of(row.cells[1]) == row.cells[0]);
        CHECK(first_name_of(row.cells[2]) == row.cells[0]);
        CHECK(is_usual_first_name(row.cells[0]));
    }
    for (const char* word : {"роутера", "договора", "анне", "анна", "", "а"})
        CHECK(first_name_of(word).empty());
}

TEST_CASE("what is not sure is left for the agent, with what it may be", "[desk]") {
    TicketFacts facts;
    facts.set("name", "Мария", false);
    facts.set("product", "", false, {"роутер", "пульт"});
    auto reply = fill_reply("{имя}, {товар} едет", facts);
    CHECK(reply.text == "{{name}}, {{product}} едет");
    REQUIRE(reply.slots.size() == 2);
    CHECK((reply.slots[0].value == "Мария" && !reply.slots[0].is_found));
    CHECK((reply.slots[1].value.empty() && reply.slots[1].choices.size() == 2));
    facts.set("name", "Ольга");
    CHECK(fill_reply("{имя}", facts).text == "Ольга");
    facts.set("name", "Иван");
    CHECK(fill_reply("{имя}", facts).text == "Ольга");
}

namespace {

std::string repeated(std::string_view text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
}

}  // namespace

TEST_CASE("hostile texts cost no more than their length", "[desk][hostile]") {
    const std::string texts[] = {std::string(1 << 20, 'x'),
                                 std::string(1 << 20, '{'),
                                 std::string(1 << 20, '['),
                                 std::string(300'000, '\n'),
                                 "\xD0\xB0" + std::string(400'000, '\xCC'),
                                 repeated("с уважением — ", 60'000),
                                 repeated("заказ № ", 60'000),
                                 repeated("R1 ", 200'000),
                                 ""};
    Analyzer analyzer;
    for (const auto& text : texts) {
        guess_level(text, analyzer);
        facts_of({text, {text}, {"######"}});
        products_in({text}, kProducts, analyzer);
        fill_reply(text, {});
        plain_reply(text);
    }
    SUCCEED();
}

}  // namespace kb::test
