// SPDX-License-Identifier: GPL-2.0-or-later
// The coefficients are fitted anew now and then, so only what must hold of any of them stands here.
#include "server/search/confidence.h"

#include <catch2/catch.hpp>

#include "tests/support/small_base.h"

namespace kb::test {
namespace {

double confidence_in(const std::string& query) {
    const auto answer = small_base().search(query);
    return answer.hits.empty() ? 0 : answer.hits.front().confidence;
}

}  // namespace

TEST_CASE("what leaves less of the question open is likelier the answer", "[confidence]") {
    struct Row {
        const char* sure;
        const char* less_sure;
    };
    const Row rows[] = {
        {"сброс роутера", "сброс холодильника"},
        {"забыли пароль", "забыли зонтик в трамвае"},
        {"низкая скорость интернета", "низкая цена борща в столовой"},
        {"возврат денег", "возврат Луны на орбиту Земли"},
        {"приставка не включается", "духовка не включается на кухне"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.sure, row.less_sure);
        CHECK(confidence_in(row.sure) > confidence_in(row.less_sure));
    }
}

TEST_CASE("every confidence is a share", "[confidence]") {
    for (const char* query :
         {"пароль", "роутер деньги борщ", "0x80070005", "не", "как", "в", "вернуть", "Wi-Fi"}) {
        CAPTURE(query);
        for (const Hit& hit : small_base().search(query).hits) {
            CHECK(hit.confidence >= 0);
            CHECK(hit.confidence <= 1);
        }
    }
}

TEST_CASE("a pinned article is sure, an article that shares nothing is not", "[confidence]") {
    CHECK(confidence_in("как вернуть деньги за месяц") == 1);
    CHECK(confidence_in("рецепт борща со свёклой и сметаной") < kAnswerConfidence / 2);
}

TEST_CASE("a verdict follows from what is shown and from the first confidence", "[confidence]") {
    for (const char* text :
         {"Забыли пароль", "Где мои деньги? Оплатил картой, деньги списали", "борщ", "Вернуть товар"}) {
        CAPTURE(text);
        const auto answer = small_base().suggest(text);
        if (answer.suggestions.empty())
            CHECK(answer.verdict == Verdict::none);
        else if (answer.suggestions.front().confidence >= kAnswerConfidence)
            CHECK(answer.verdict == Verdict::answer);
        else
            CHECK(answer.verdict == Verdict::maybe);
    }
}

TEST_CASE("questions of other fields are met with silence, its own are not", "[confidence]") {
    struct Row {
        const char* question;
        bool belongs;
    };
    const Row rows[] = {
        {"Как сбросить роутер?", true},
        {"забыла пароль", true},
        {"Здравствуйте! Деньги за месяц списали дважды, верните, пожалуйста", true},
        {"низкая скорость интернета вечером", true},
        {"рецепт шарлотки с яблоками", false},
        {"Сколько стоит прививка кролику?", false},
        {"потеряли чемодан в аэропорту, куда обращаться", false},
        {"Добрый день! Третий день кашляет ребёнок, сироп не помогает, какой врач нужен?", false},
        {"когда сажать помидоры на рассаду", false},
        {"ипотека под залог квартиры", false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.question);
        CHECK((small_base().suggest(row.question).verdict != Verdict::none) == row.belongs);
        CHECK(small_base().search(row.question).is_confident == row.belongs);
    }
}

}  // namespace kb::test
