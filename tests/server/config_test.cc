// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>

#include "indexer/error.h"
#include "server/clock.h"
#include "server/config.h"
#include "tests/support/temp_folder.h"

using namespace kb;

namespace {

std::string mistake_in(const std::string& yaml) {
    try {
        parse_config(yaml, "kb.yaml");
    } catch (const ConfigError& e) {
        return e.what();
    }
    return "";
}

}  // namespace

TEST_CASE("a configuration is read whole", "[config]") {
    const Config config = parse_config(
        "name: Маяк — помощь\ncontacts:\n  phone: 8 800\n  email: a@b.c\nwaiting_time: час\n"
        "internal_token: 0123456789abcdef\nbehind_proxy: true\nlimits: {threads: 4, votes_per_minute: 5}\n",
        "kb.yaml");
    CHECK(config.name == "Маяк — помощь");
    CHECK(config.contacts == Contacts{"8 800", "", "a@b.c"});
    CHECK(config.internal_token == "0123456789abcdef");
    CHECK(config.is_behind_proxy);
    CHECK(config.limits.threads == 4);
    CHECK(parse_config("", "kb.yaml").name == "Помощь");
    CHECK(parse_config("# пусто\n", "kb.yaml").contacts == Contacts{});
    CHECK(parse_config("start_with: [a, b]\n", "kb.yaml").start_with == std::vector<std::string>{"a", "b"});
    CHECK(parse_config("internal_token:\n", "kb.yaml").internal_token.empty());
}

TEST_CASE("a mistake names its line and what was meant", "[config]") {
    struct Case {
        const char* yaml;
        const char* line;
        const char* message;
    };
    for (const Case& c : {
             Case{"name: a\nnaem: b\n", "строка 2", "Возможно, «name»?"},
             {"contacts:\n  phnoe: 1\n", "строка 2", "Возможно, «phone»?"},
             {"zzzzzzzz: 1\n", "строка 1", "Здесь бывают: name"},
             {"name: a\nname: b\n", "строка 2", "повторён"},
             {"name: [a]\n", "строка 1", "один текст"},
             {"contacts: 5\n", "строка 1", "ключ: значение"},
             {"limits:\n  threads: много\n", "строка 2", "целое число"},
             {"limits:\n  threads: -1\n", "строка 2", "целое число"},
             {"behind_proxy: возможно\n", "строка 1", "true или false"},
             {"name: Ошибка: не работает\n", "строка 1", "в кавычки"},
             {"start_with: wifi\n", "строка 1", "это список"},
             {"start_with: [{a: b}]\n", "строка 1", "это список"},
             {"- a\n", "строка 1", "ключ: значение"},
         }) {
        INFO(c.yaml);
        const std::string message = mistake_in(c.yaml);
        CHECK(message.find("kb.yaml") == 0);
        CHECK(message.find(c.line) != std::string::npos);
        CHECK(message.find(c.message) != std::string::npos);
    }
    CHECK(mistake_in("internal_token: short\n").find("16") != std::string::npos);
    CHECK(mistake_in(std::string(70'000, '#')).find("64 КиБ") != std::string::npos);
    CHECK_THROWS_AS(load_config("/nowhere/kb.yaml"), ConfigError);
}

TEST_CASE("products have a name, and other names or none", "[config]") {
    const auto products =
        parse_config("desk:\n  products:\n    роутер: [маршрутизатор, рутер]\n    пульт:\n", "kb.yaml")
            .desk.products;
    REQUIRE(products.size() == 2);
    CHECK(products[0] == std::vector<std::string>{"роутер", "маршрутизатор", "рутер"});
    CHECK(products[1] == std::vector<std::string>{"пульт"});
    CHECK(mistake_in("desk:\n  products: [роутер]\n").find("строка 2: «products» — это строки вида") !=
          std::string::npos);
    CHECK(mistake_in("desk:\n  products:\n    роутер: маршрутизатор\n")
              .find("строка 3: «роутер» — это список") != std::string::npos);
    kb::test::TempFolder folder;
    const auto refused = [&](const std::string& yaml) {
        folder.write("kb.yaml", yaml);
        try {
            load_config(folder / "kb.yaml");
        } catch (const ConfigError& e) {
            return std::string(e.what());
        }
        return std::string();
    };
    CHECK(refused("desk: {products: {роутер: [R2]}}\n").empty());
    CHECK(refused("desk: {products: {роутер: [\"!\"]}}\n").find("«!» — не название") != std::string::npos);
    CHECK(refused("desk: {products: {\"" + std::string(81, 'x') + "\": }}\n").find("не название") !=
          std::string::npos);
    std::string many = "desk:\n  products:\n";
    for (int i = 0; i < 501; ++i) many += "    товар " + std::to_string(i) + ":\n";
    CHECK(refused(many).find("больше 500 товаров") != std::string::npos);
    std::string names = "desk: {products: {роутер: [";
    for (int i = 0; i < 20; ++i) names += "имя" + std::to_string(i) + ", ";
    CHECK(refused(names + "ещё]}}\n").find("больше 20 имён") != std::string::npos);
}

TEST_CASE("the sample configuration is right", "[config]") {
    const Config config = load_config(KB_SOURCE_DIR "/deploy/kb.yaml");
    CHECK(config.name == "Маяк — помощь");
    CHECK(config.internal_token.empty());
}

TEST_CASE("times as logs write them", "[clock]") {
    CHECK(utc_timestamp(std::chrono::system_clock::time_point(
              std::chrono::milliseconds(1'790'000'000'123))) == "2026-09-21T14:13:20.123Z");
}
