// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/stop_words.h"

#include <catch2/catch.hpp>

#include "stemming/normalize.h"

namespace kb::test {

TEST_CASE("negation and the word itself are never stop words", "[stop_words]") {
    for (const char* word : {"не", "нет", "без", "no", "not", "никак", "ничего"}) {
        CAPTURE(word);
        // «без пароля» is a question of its own kind, but «без» alone tells nothing.
        CHECK(is_stop_word(word) == (std::string_view(word) == "без"));
    }
    for (const char* word : {"и", "на", "the", "еще", "ее", "чтобы", "мое"}) {
        CAPTURE(word);
        CHECK(is_stop_word(word));
    }
    for (const char* word : {"пароль", "wifi", "оплата", "1c", "день", ""}) {
        CAPTURE(word);
        CHECK_FALSE(is_stop_word(word));
    }
}

TEST_CASE("frame words frame a question", "[stop_words]") {
    for (const char* word :
         {"подскажите", "пожалуйста", "здравствуйте", "хочу", "как", "работает", "please"}) {
        CAPTURE(word);
        CHECK(is_frame_word(word));
    }
    for (const char* word : {"не", "нет", "пароль", "работа", "приходит", ""}) {
        CAPTURE(word);
        CHECK_FALSE(is_frame_word(word));
    }
}

}  // namespace kb::test
