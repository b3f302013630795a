// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/ranking.h"

#include <catch2/catch.hpp>

#include "indexer/error.h"
#include "tests/support/small_base.h"

namespace kb::test {

TEST_CASE("the article a question means comes first", "[ranking]") {
    struct Row {
        const char* query;
        const char* article;
    };
    const Row rows[] = {
        {"настройка вайфая", "public/internet/wifi"},
        {"где пароль от сети на роутере", "public/internet/wifi"},
        {"ошибка 651", "public/internet/error-651"},
        {"подключение не работает 0x80070005", "public/internet/error-651"},
        {"медленный интернет, низкая скорость", "public/internet/speed"},
        {"квитанция за интернет", "public/pay/bill"},
        {"вернуть товар", "public/shop/return"},
        {"forgot my password", "public/account/password.en"},
        {"не включается приставка", "public/tv/box"},
        {"не могу войти", "public/account/login"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.query);
        CHECK(small_base().first(row.query) == row.article);
    }
}

TEST_CASE("a typed code outweighs common words", "[ranking]") {
    for (const char* query : {"роутер деньги 0x80070005", "роутер 651", "кабель 651"}) {
        CAPTURE(query);
        CHECK(small_base().first(query) == "public/internet/error-651");
    }
}

TEST_CASE("scores fall and articles come once", "[ranking]") {
    const auto answer = small_base().search("роутер пароль деньги вернуть скорость");
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < answer.hits.size(); ++i) {
        if (i > 0) CHECK(answer.hits[i].score <= answer.hits[i - 1].score);
        CHECK(std::count(ids.begin(), ids.end(), answer.hits[i].article.id) == 0);
        ids.push_back(answer.hits[i].article.id);
    }
    CHECK(ids.size() > 3);
}

TEST_CASE("the same question has the same answer", "[ranking]") {
    for (const char* query : {"пароль", "роутер деньги", "пороль", "вернуть деньги"}) {
        CAPTURE(query);
        const auto one = small_base().search(query);
        const auto other = small_base().search(query);
        REQUIRE(one.hits.size() == other.hits.size());
        for (std::size_t i = 0; i < one.hits.size(); ++i) {
            CHECK(one.hits[i].article.id == other.hits[i].article.id);
            CHECK(one.hits[i].score == other.hits[i].score);
        }
    }
}

TEST_CASE("every weight has a name, and a file of weights names its mistakes", "[ranking]") {
    using Catch::Contains;
    RankingWeights weights;
    for (const std::string& name : weight_names()) {
        CAPTURE(name);
        CHECK(set_weight(weights, name, 0.125));
        CHECK(read_weights(name + " 0.5 # почему").derived ==
              (name == "derived" ? 0.5 : RankingWeights{}.derived));
    }
    CHECK_FALSE(set_weight(weights, "nothing", 1));
    CHECK(read_weights("\n# всё как было\n").derived == RankingWeights{}.derived);
    const auto message_of = [](const char* text) -> std::string {
        try {
            read_weights(text);
        } catch (const ConfigError& error) {
            return error.what();
        }
        return "";
    };
    CHECK_THAT(message_of("derived 1\nnothing 1\n"), Contains("строка 2: нет веса «nothing»"));
    CHECK_THAT(message_of("derived много"), Contains("строка 1: значение — не число"));
    CHECK_THAT(message_of("derived"), Contains("нужно «имя значение»"));
}

}  // namespace kb::test
