// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/recent_texts.h"

#include <catch2/catch.hpp>

namespace kb::test {

TEST_CASE("many who write of one thing are noticed, whatever their words' endings", "[desk]") {
    RecentTexts recent;
    recent.put(1, 100,
               "Здравствуйте! Нет интернета с утра, весь дом на Лесной без связи.\n\nС уважением, Иван");
    recent.put(2, 200, "Списали деньги дважды за один заказ, верните");
    recent.put(3, 300, "С утра пропала связь, весь дом на Лесной сидит без интернета!");
    const auto alike = recent.like("Добрый день, на Лесной весь дом без интернета и связи с утра", 3, 5);
    REQUIRE(alike.size() == 1);
    CHECK(alike[0].id == 1);
    CHECK(alike[0].similarity >= RecentTexts::kAlike);
    CHECK(recent.like("на Лесной весь дом без интернета и связи с утра", 0, 5).size() == 2);
    CHECK(recent.like("нет интернета", 0, 5).empty());  // two words are chance
    CHECK(recent.like("", 0, 5).empty());
}

TEST_CASE("what is kept is the last thousand texts of the last hours", "[desk]") {
    RecentTexts recent;
    for (std::int64_t i = 1; i <= 1500; ++i)
        recent.put(i, i, "мигает лампа роутера сиреневым " + std::to_string(i));
    CHECK(recent.newest_id() == 1500);
    CHECK(recent.like("мигает лампа роутера сиреневым", 0, 5000).size() == RecentTexts::kMost);
    recent.put(7, 7, "мигает лампа роутера сиреневым");  // known already
    recent.forget_before(1400);
    CHECK(recent.like("мигает лампа роутера сиреневым", 0, 5000).size() == 101);
    recent.forget_before(9999);
    CHECK(recent.like("мигает лампа роутера сиреневым", 0, 5000).empty());
}

TEST_CASE("hostile texts are compared like others", "[desk][hostile]") {
    RecentTexts recent;
    const std::string texts[] = {std::string(1 << 20, 'x'), std::string(100'000, '<'), "\xFF\xFE", ""};
    std::int64_t id = 0;
    for (const auto& text : texts) recent.put(++id, 1, text);
    for (const auto& text : texts) recent.like(text, 0, 5);
    CHECK(recent.newest_id() == 4);
}

}  // namespace kb::test
