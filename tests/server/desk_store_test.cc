// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/store/desk_store.h"

#include <catch2/catch.hpp>

#include "server/store/inbox_store.h"
#include "server/store/outbox_store.h"
#include "server/store/store.h"
#include "tests/support/temp_folder.h"

namespace kb::test {
namespace {

constexpr std::int64_t kNow = 1'790'000'000;
constexpr std::int64_t kDay = 86'400;

struct DeskWorld {
    TempFolder folder;
    Store store{folder / "store.sqlite"};
    DeskStore desk{store, {30, 10}};
    InboxStore inbox{store};
    TicketStore tickets{&store};

    std::int64_t add(const std::string& subject, const std::string& text, const std::string& contact = "",
                     std::int64_t at_s = kNow) {
        NewTicket ticket;
        ticket.token = std::to_string(++count);
        ticket.source = "form";
        ticket.subject = subject;
        ticket.text = text;
        ticket.contact = contact;
        return tickets.by_number(tickets.add(ticket, {}, at_s))->id;
    }
    int count = 0;
};

}  // namespace

TEST_CASE("marks of a ticket come back in order, pasted texts have none", "[desk][store]") {
    DeskWorld world;
    world.desk.add_mark({kNow, "1-1", "a", "шаги", "inserted", "article", "Анна", 2});
    world.desk.add_mark({kNow + 1, "1-1", "b", "", "wrong", "template", "", 0});
    world.desk.add_mark({kNow + 2, "", "c", "", "opened", "", "", 1});
    const auto marks = world.desk.marks_of("1-1");
    REQUIRE(marks.size() == 2);
    CHECK(marks[0].article == "a");
    CHECK(marks[0].place == 2);
    CHECK(marks[0].agent == "Анна");
    CHECK(marks[1].mark == "wrong");
    CHECK(world.desk.marks_of("").empty());
    CHECK(is_desk_mark("solved"));
    CHECK_FALSE(is_desk_mark("deleted"));
}

TEST_CASE("what is kept is masked and bounded by number and by days", "[desk][store]") {
    DeskWorld world;
    world.desk.add_gap({0, kNow - 40 * kDay, "", "старое", ""});
    for (int i = 0; i < 25; ++i)
        world.desk.add_gap({0, kNow + i, "1-1", "звоните +7 916 123-45-67, ivan@mail.ru", ""});
    const auto gaps = world.desk.gaps(100);
    CHECK(gaps.size() == 10);
    CHECK(gaps.front().at_s == kNow + 24);
    CHECK(gaps.front().text == "звоните ‹телефон›, ‹почта›");
    world.desk.add_gap({0, kNow + 100 * kDay, "", "новое", ""});
    CHECK(world.desk.gaps(100).size() == 1);
}

TEST_CASE("a call keeps its path, its exit and masked notes", "[desk][store]") {
    DeskWorld world;
    const auto id = world.desk.add_call(
        {0, kNow, "Олег", "call", {"начало", "лампа горит"}, "лампа горит", "договор 40012345", true, "a"});
    const auto calls = world.desk.calls(5);
    REQUIRE(calls.size() == 1);
    CHECK(calls[0].id == id);
    CHECK(calls[0].path == std::vector<std::string>{"начало", "лампа горит"});
    CHECK(calls[0].notes == "договор ‹номер›");
    CHECK(calls[0].is_solved);
}

TEST_CASE("a remark is open until it is done, once", "[desk][store]") {
    DeskWorld world;
    const auto first = world.desk.add_note({0, kNow, "a", "Анна", "шаг 3 устарел", 0});
    world.desk.add_note({0, kNow + 1, "a", "Олег", "нет картинки", 0});
    world.desk.add_note({0, kNow + 2, "b", "", "другое", 0});
    CHECK(world.desk.finish_note(first, kNow + 5));
    CHECK(world.desk.finish_note(first, kNow + 9));
    CHECK_FALSE(world.desk.finish_note(999, kNow));
    const auto notes = world.desk.notes_of("a");
    REQUIRE(notes.size() == 2);
    CHECK(notes[0].text == "нет картинки");
    CHECK(notes[1].done_s == kNow + 5);
    CHECK(world.desk.open_notes(10).size() == 2);
}

TEST_CASE("one person has one key, however they write themselves", "[desk][store]") {
    const char* const same[][2] = {
        {"Anna@Mail.RU ", "anna@mail.ru"}, {"8 (916) 123-45-67", "+7 916 1234567"}, {" @Anna_K", "@anna_k"}};
    for (const auto& pair : same) CHECK(customer_key(pair[0]) == customer_key(pair[1]));
    CHECK(customer_key("") == "");
    CHECK(customer_key("anna@mail.ru") != customer_key("ann@mail.ru"));
}

TEST_CASE("earlier tickets of the same customer are found, others are not", "[desk][store]") {
    DeskWorld world;
    const auto old = world.add("первое", "а", "8 916 123-45-67");
    world.add("чужое", "б", "other@mail.ru");
    world.add("без адреса", "в");
    const auto now = world.add("второе", "г", "+7 (916) 123-45-67");
    const auto earlier = world.inbox.earlier(now, 10);
    REQUIRE(earlier.size() == 1);
    CHECK(earlier[0].id == old);
    CHECK(world.inbox.earlier(old + 2, 10).empty());
}

TEST_CASE("who waits is seen by the oldest message nobody has answered", "[desk][store]") {
    DeskWorld world;
    const auto id = world.add("тема", "не работает", "a@b.ru", kNow);
    CHECK(world.inbox.waiting_since(id) == kNow);
    world.inbox.add_message(id, {kNow + 10, "customer", "ау", 0}, {});
    CHECK(world.inbox.waiting_since(id) == kNow);
    world.inbox.add_message(id, {kNow + 20, "agent", "перезагрузите", 0}, {"email"});
    CHECK(world.inbox.waiting_since(id) == 0);
    CHECK(world.tickets.by_id(id)->status == "answered");
    world.inbox.add_message(id, {kNow + 30, "customer", "не помогло", 0}, {});
    CHECK(world.inbox.waiting_since(id) == kNow + 30);
    CHECK(world.tickets.by_id(id)->status == "new");
    world.inbox.set_status(id, "closed", "сам нашёл", kNow + 40);
    CHECK(world.inbox.waiting_since(id) == 0);
    CHECK(world.inbox.last_reason(id) == "сам нашёл");
    CHECK_FALSE(world.inbox.set_status(999, "closed", "", kNow));
    const auto deliveries = OutboxStore(world.store).of_ticket(id);
    REQUIRE(deliveries.size() == 1);
    CHECK(deliveries[0].target == "email");
    CHECK(deliveries[0].message_id == world.tickets.by_id(id)->messages.at(2).id);
}

TEST_CASE("tickets are searched by all words, whatever their case", "[desk][store]") {
    DeskWorld world;
    world.add("Двойное СПИСАНИЕ", "с карты сняли дважды", "anna@mail.ru");
    world.add("Не работает интернет", "роутер мигает");
    struct Row {
        const char* query;
        std::size_t found;
    };
    const Row rows[] = {
        {"списание", 1}, {"двойное дважды", 1}, {"списание роутер", 0}, {"ANNA", 1}, {"", 2}, {"  ", 2},
        {"%", 0}};
    for (const Row& row : rows) {
        INFO(row.query);
        CHECK(world.inbox.list({"", false, 50, 0}, row.query).size() == row.found);
    }
    CHECK(world.inbox.list({"closed", false, 50, 0}, "списание").empty());
}

TEST_CASE("a closed ticket loses its text before an open one", "[desk][store][tickets]") {
    DeskWorld world;
    const auto closed = world.add("закрытое", "слова", "a@b.ru", kNow);
    const auto open = world.add("открытое", "слова", "a@b.ru", kNow);
    world.inbox.set_status(closed, "closed", "решено", kNow);
    CHECK(world.tickets.erase_before(kNow - 90 * kDay, kNow + 5 * kDay, kNow - 9 * kDay) == 0);
    CHECK(world.tickets.erase_before(kNow - 75 * kDay, kNow + 15 * kDay, kNow + kDay) == 1);
    CHECK(world.tickets.by_id(closed)->is_erased);
    CHECK(world.tickets.by_id(closed)->messages.empty());
    CHECK(world.inbox.last_reason(closed).empty());
    CHECK_FALSE(world.tickets.by_id(open)->is_erased);
    CHECK(world.inbox.earlier(open, 10).empty());
}

}  // namespace kb::test
