// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/transfer/table_dates.h"

#include <catch2/catch.hpp>

namespace kb::test {

TEST_CASE("days are read as people write them", "[table_dates]") {
    for (const char* text :
         {"12.03.2024", "12.03.24", "12.3.24", " 12.03.2024 14:30", "12/03/2024", "12-03-2024", "2024-03-12",
          "2024-03-12T09:00:00Z", "2024.03.12", "12 марта 2024 г.", "12 мар 2024", "12.мар.24",
          "12 МАРТА 2024", "45363", "45363.5", "12.03.24г."})
        CHECK(day_in(text) == "2024-03-12");
    CHECK(day_in("1 мая 2024") == "2024-05-01");
    CHECK(day_in("31 май 99") == "1999-05-31");
    CHECK(day_in("29.02.2024") == "2024-02-29");
    for (const char* text : {"", "вчера", "1.03", "12.03", "31.02.2024", "12.13.2024", "192.168.1.1",
                             "12.03.20245", "7", "99999", "1e400", "12 мартобря", "nan", "12.03.1"})
        CHECK_FALSE(day_in(text));
    CHECK(shown_day("2024-03-12") == "12.03.2024");
    CHECK(shown_day("") == "");
}

TEST_CASE("numbers are shown as their format says", "[table_dates]") {
    CHECK(number_format(14, "") == NumberFormat::date);
    CHECK(number_format(22, "") == NumberFormat::date_time);
    CHECK(number_format(20, "") == NumberFormat::time);
    CHECK(number_format(2, "") == NumberFormat::plain);
    CHECK(number_format(164, "dd\\.mm\\.yyyy") == NumberFormat::date);
    CHECK(number_format(164, "[$-419]d mmm yyyy h:mm;@") == NumberFormat::date_time);
    CHECK(number_format(164, "[h]:mm:ss") == NumberFormat::plain);
    CHECK(number_format(164, "h:mm") == NumberFormat::time);
    CHECK(number_format(164, "# ##0\" руб. day\"") == NumberFormat::plain);
    CHECK(number_format(164, "0.00\"") == NumberFormat::plain);
    CHECK(shown_number("1", NumberFormat::date, false) == "01.01.1900");
    CHECK(shown_number("59", NumberFormat::date, false) == "28.02.1900");
    CHECK(shown_number("61", NumberFormat::date, false) == "01.03.1900");
    CHECK(shown_number("0.5", NumberFormat::time, false) == "12:00");
    CHECK(shown_number("45362.99999", NumberFormat::date_time, false) == "12.03.2024 00:00");
    CHECK(shown_number("3000000", NumberFormat::date, false) == "3000000");
    CHECK(shown_number("1.5E+3", NumberFormat::plain, false) == "1500");
    CHECK(shown_number("0.1", NumberFormat::plain, false) == "0,1");
    CHECK(shown_number("-0.5", NumberFormat::date, false) == "-0,5");
    CHECK(shown_number("много", NumberFormat::date, false) == "много");
}

}  // namespace kb::test
