// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/ticket_text.h"

#include <catch2/catch.hpp>
#include <random>

#include "stemming/utf8.h"
#include "tests/support/cpu_time.h"
#include "tests/support/random_text.h"
#include "tests/support/table.h"

namespace kb::test {
namespace {

std::string kinds_of(const TicketText& ticket) {
    std::string kinds;
    for (const RemovedPart& part : ticket.removed) kinds += (kinds.empty() ? "" : ",") + part.kind;
    return kinds;
}

}  // namespace

TEST_CASE("a letter keeps its question and loses the rest", "[ticket_text]") {
    for (const TableRow& row : read_table("letters.tsv", 3)) {
        CAPTURE(row.line, row.cells[0]);
        const TicketText ticket = clean_ticket(row.cells[0]);
        CHECK(ticket.text == row.cells[1]);
        CHECK(kinds_of(ticket) == row.cells[2]);
    }
    CHECK(clean_ticket("").text.empty());
}

TEST_CASE("what was removed is told, at most 200 characters a part", "[ticket_text]") {
    std::string letter = "Здравствуйте! Нет связи\n";
    for (int i = 0; i < 100; ++i) letter += "> старое письмо\n";
    const TicketText ticket = clean_ticket(letter);
    REQUIRE(ticket.removed.size() == 2);
    CHECK(ticket.removed[0].kind == "greeting");
    CHECK(ticket.removed[0].text == "Здравствуйте!");
    CHECK(ticket.removed[1].text.starts_with("> старое письмо\n> старое письмо"));
    CHECK(count_code_points(ticket.removed[1].text) == 200);
}

TEST_CASE("text without tags comes back unchanged", "[ticket_text]") {
    for (const char* text : {"", "a < b", "2 > 1 & 3", "<3 спасибо", "почта <i@x.ru>", "&nbsp;"}) {
        CAPTURE(text);
        CHECK(text_of_html(text) == text);
    }
}

TEST_CASE("hostile letters of 200 kB do not run away", "[ticket_text]") {
    for (const char* piece :
         {"<", "<div", "<!--", "<style>", "</", "<head></", "> ", "От: x\n\n", "--\n\n", "&#", "\xC2\xA0\n",
          "Здравствуйте!\n", "<blockquote>", "С уважением,\n", "<blockquote>\n</"}) {
        std::string letter = "<div>";
        while (letter.size() < 200'000) letter += piece;
        CAPTURE(piece);
        const double begin = cpu_ms();
        CHECK(is_valid_utf8(clean_ticket(letter).text));
        CHECK(cpu_ms() - begin < 20'000);
    }
}

TEST_CASE("any bytes give valid text", "[ticket_text][property]") {
    const auto seed = test_seed();
    CAPTURE(seed);
    std::mt19937 random(seed);
    for (int i = 0; i < 4000; ++i) {
        const std::string letter = random_text(random, 400);
        const TicketText ticket = clean_ticket(letter);
        bool is_good = is_valid_utf8(ticket.text);
        for (const RemovedPart& part : ticket.removed)
            is_good = is_good && is_valid_utf8(part.text) && count_code_points(part.text) <= 200 &&
                      !part.kind.empty();
        if (is_good) continue;
        CAPTURE(i, letter);
        FAIL("a broken answer");
    }
}

}  // namespace kb::test
