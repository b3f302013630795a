// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/stemmer.h"

#include <xapian.h>

#include <catch2/catch.hpp>

#include "stemming/normalize.h"

namespace kb::test {

TEST_CASE("folded words of four letters and more have Snowball's stem", "[stemmer]") {
    static constexpr const char* kRussian[] = {"пароль",          "паролями",    "восстановление",
                                               "восстановить",    "настройки",   "подключенного",
                                               "оплаченный",      "оплачивал",   "заявка",
                                               "заявок",          "интернетом",  "роутеров",
                                               "возвращается",    "возвратить",  "абонентская",
                                               "договора",        "карточкой",   "личного",
                                               "кабинета",        "регистрация", "зарегистрироваться",
                                               "скоростями",      "медленнее",   "быстрейший",
                                               "гарантийного",    "услугами",    "приставке",
                                               "телевидение",     "переезжаем",  "мошенники",
                                               "звонили",         "списались",   "возвращены",
                                               "кешбэк",          "объявление",  "подъезд",
                                               "ответственность", "нажмите",     "нажавший",
                                               "прочитав",        "сброшены",    "перезагрузив",
                                               "работающего",     "включенные",  "выключаются",
                                               "сетевых",         "проводами",   "кабелю",
                                               "неделями",        "деньгами",    "людей",
                                               "стоимость",       "бесплатно",   "платежом",
                                               "чеками",          "адресам",     "квартирный"};
    static constexpr const char* kEnglish[] = {"passwords", "connection", "connected", "running",
                                               "settings",  "routers",    "refunded",  "happily",
                                               "generally", "delivery",   "payments",  "updating"};
    Stemmer stemmer;
    const Xapian::Stem russian("ru");
    const Xapian::Stem english("en");
    for (const char* word : kRussian) {
        CAPTURE(word);
        CHECK(stemmer.stem(word) == russian(word));
    }
    for (const char* word : kEnglish) {
        CAPTURE(word);
        CHECK(stemmer.stem(word) == english(word));
    }
}

// The list that docs/analysis.md repeats.
TEST_CASE("where stems deliberately differ from Snowball's", "[stemmer]") {
    struct Row {
        const char* why;
        const char* word;
        const char* ours;
        const char* snowballs;
    };
    const Row rows[] = {
        {"words of at most three letters stay whole", "код", "код", "код"},
        {"words of at most three letters stay whole", "чек", "чек", "чек"},
        {"words of at most three letters stay whole", "лет", "лет", "лет"},
        {"words of at most three letters stay whole", "моя", "моя", "мо"},
        {"words of at most three letters stay whole", "ios", "ios", "io"},
        {"ё is folded to е before stemming", "счёта", "счет", "счёта"},
        {"words with digits stay whole", "3дня", "3дня", "3дня"},
        {"words with digits stay whole", "covid19s", "covid19s", "covid19"},
    };
    Stemmer stemmer;
    for (const Row& row : rows) {
        CAPTURE(row.why, row.word);
        CHECK(stemmer.stem(fold_word(row.word)) == row.ours);
        const bool is_latin = static_cast<unsigned char>(row.word[0]) < 0x80 && row.word[0] > '9';
        CHECK(Xapian::Stem(is_latin ? "en" : "ru")(row.word) == row.snowballs);
    }
}

TEST_CASE("other alphabets and mixtures stay whole", "[stemmer]") {
    Stemmer stemmer;
    for (const char* word : {"日本語テ", "hdmiкабели", "ελληνικά", "", "...."})
        CHECK(stemmer.stem(word) == word);
}

}  // namespace kb::test
