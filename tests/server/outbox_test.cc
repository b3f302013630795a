// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <set>

#include "../support/moved_clock.h"
#include "../support/temp_folder.h"
#include "indexer/error.h"
#include "server/channels/mail_message.h"
#include "server/channels/outbox.h"
#include "server/channels/outgoing_json.h"
#include "server/channels/webhook_signature.h"
#include "server/log.h"

#include "server/store/outbox_store.h"
#include "server/store/store.h"
#include "server/store/ticket_store.h"
#include "stemming/utf8.h"

using namespace kb;
using kb::test::MovedClock;
using kb::test::TempFolder;

namespace {

constexpr int kKeepDays = 30;

// Records what it was given; fails while it is broken.
struct FakeTarget {
    bool is_broken = false;
    std::set<std::string> refuses;  // subjects
    std::vector<std::string> subjects, ids;
    std::size_t file_bytes = 0;
    int attempts = 0;
};

class FakeSender final : public Sender {
public:
    FakeSender(FakeTarget& state, const char* name) : state_(state), name_(name) {}
    const char* target() const override { return name_; }
    void send(const Outgoing& outgoing) override {
        ++state_.attempts;
        if (state_.is_broken || state_.refuses.contains(outgoing.ticket.subject)) throw SendError("сломано");
        state_.subjects.push_back(outgoing.ticket.subject);
        state_.ids.push_back(outgoing.delivery_id);
        for (const NewFile& file : outgoing.files) state_.file_bytes += file.content.size();
    }

private:
    FakeTarget& state_;
    const char* name_;
};

NewTicket letter(const std::string& subject) {
    NewTicket ticket;
    ticket.token = "token of " + subject;
    ticket.source = "form";
    ticket.subject = subject;
    ticket.text = "Не открывается кабинет";
    ticket.contact = "ivan@example.ru";
    ticket.answers = {{"Какая ошибка?", "502"}};
    ticket.steps = {"1", "3"};
    ticket.suggested = {"cannot-sign-in"};
    ticket.files = {{"снимок.png", "image/png", std::string("\x89PNG\0\xff", 6)}};
    return ticket;
}

struct World {
    World() { set_log_level(LogLevel::error); }

    std::int64_t now() const { return unix_seconds(clock); }
    std::string add(const std::string& subject, std::vector<std::string> targets = {"email"}) {
        return tickets.add(letter(subject), targets, now());
    }
    Outbox outbox() {
        std::vector<std::unique_ptr<Sender>> senders;
        senders.push_back(std::make_unique<FakeSender>(email, "email"));
        senders.push_back(std::make_unique<FakeSender>(webhook, "webhook"));
        return {store, std::move(senders), kKeepDays, clock};
    }
    OutboxStore deliveries() { return OutboxStore(store); }

    TempFolder folder;
    Store store{folder / "s.sqlite"};
    TicketStore tickets{&store};
    MovedClock clock;
    FakeTarget email, webhook;
};

}  // namespace

TEST_CASE("a ticket is stored whole, once for its token, under a number of its own", "[tickets]") {
    World world;
    const std::string number = world.add("первое");
    CHECK(number.size() == 9);
    CHECK(world.add("первое") == number);
    CHECK(world.add("второе") != number);
    CHECK(world.tickets.list({}).size() == 2);
    const auto ticket = world.tickets.by_number(number);
    REQUIRE(ticket);
    CHECK(ticket->subject == "первое");
    CHECK(ticket->status == "new");
    REQUIRE(ticket->messages.size() == 1);
    CHECK(ticket->messages[0].text == "Не открывается кабинет");
    CHECK(ticket->answers.at(0).answer == "502");
    CHECK(ticket->steps == std::vector<std::string>{"1", "3"});
    CHECK(ticket->suggested == std::vector<std::string>{"cannot-sign-in"});
    REQUIRE(ticket->files.size() == 1);
    CHECK(world.tickets.file(ticket->files[0].id)->content == std::string("\x89PNG\0\xff", 6));
    CHECK_FALSE(world.tickets.by_number("0000-000"));
    CHECK(world.tickets.by_token("token of второе")->subject == "второе");
}

TEST_CASE("a clock put back or forward delays no delivery", "[outbox][clock]") {
    for (const auto put : {std::chrono::hours(-1), std::chrono::hours(-24), std::chrono::hours(1)}) {
        CAPTURE(put.count());
        World world;
        Outbox outbox = world.outbox();
        world.add("ждёт адресата");
        world.email.is_broken = true;
        outbox.send_due();
        world.add("не отправлено");
        world.email.is_broken = false;
        world.clock.put = put;
        world.clock.ahead += std::chrono::seconds(61);  // the target has rested
        outbox.send_due();
        outbox.send_due();
        CHECK(world.email.subjects.size() == 2);
        CHECK(world.deliveries().counts().waiting == 0);
        CHECK(std::set<std::string>(world.email.ids.begin(), world.email.ids.end()).size() == 2);
    }
}

TEST_CASE("without a store nothing is said to be kept", "[tickets]") {
    TicketStore closed(nullptr);
    CHECK_THROWS_AS(closed.add(letter("a"), {}, 0), StoreError);
    CHECK_FALSE(closed.add_solved("a", 0));
}

TEST_CASE("broken, then repaired: every ticket arrives exactly once, in its order", "[outbox]") {
    World world;
    world.email.is_broken = true;
    for (const char* subject : {"один", "два", "три"}) world.add(subject);
    {
        Outbox outbox = world.outbox();
        outbox.send_due();
        CHECK(world.email.subjects.empty());
        CHECK(world.deliveries().counts().waiting == 3);
        CHECK(world.deliveries().counts().failing == 1);
        CHECK(world.tickets.list({"", true, 50, 0}).size() == 1);
    }
    world.email.is_broken = false;
    world.clock.ahead += std::chrono::hours(1);
    Outbox restarted = world.outbox();
    restarted.send_due();
    restarted.send_due();
    CHECK(std::set<std::string>(world.email.subjects.begin(), world.email.subjects.end()) ==
          std::set<std::string>{"один", "два", "три"});
    CHECK(world.email.subjects.size() == 3);
    CHECK(world.email.file_bytes == 18);
    CHECK(std::set<std::string>(world.email.ids.begin(), world.email.ids.end()).size() == 3);
    CHECK(world.deliveries().counts().waiting == 0);
}

TEST_CASE("a broken target is tried ever more rarely, and the other goes on", "[outbox]") {
    World world;
    world.email.is_broken = true;
    world.add("письмо", {"email", "webhook"});
    Outbox outbox = world.outbox();
    outbox.send_due();
    CHECK(world.webhook.subjects.size() == 1);
    outbox.send_due();
    CHECK(world.email.attempts == 1);
    world.clock.ahead += std::chrono::seconds(11);
    outbox.send_due();
    CHECK(world.email.attempts == 2);
    world.clock.ahead += std::chrono::seconds(11);
    outbox.send_due();
    CHECK(world.email.attempts == 2);
    CHECK(world.webhook.attempts == 1);
    CHECK(Outbox::pause_after(1) == std::chrono::seconds(10));
    CHECK(Outbox::pause_after(2) == std::chrono::seconds(20));
    CHECK(Outbox::pause_after(100) == std::chrono::hours(1));
}

TEST_CASE("one ticket that nobody accepts does not hold up the rest", "[outbox]") {
    World world;
    world.email.refuses = {"плохое"};
    world.add("плохое");
    world.clock.ahead += std::chrono::seconds(1);
    world.add("хорошее");
    Outbox outbox = world.outbox();
    for (int i = 0; i < 6; ++i) {
        outbox.send_due();
        world.clock.ahead += std::chrono::seconds(11);
    }
    CHECK(world.email.subjects == std::vector<std::string>{"хорошее"});
    CHECK(world.deliveries().counts().failing == 1);
}

TEST_CASE("retry makes it due now and adds targets that came later", "[outbox]") {
    World world;
    world.email.is_broken = true;
    const std::string number = world.add("письмо");
    Outbox(world.outbox()).send_due();
    const std::int64_t id = world.tickets.by_number(number)->id;
    CHECK(world.deliveries().due("email", world.now(), 10).empty());
    CHECK(world.deliveries().retry(id, {"email", "webhook"}, world.now()) == 2);
    CHECK(world.deliveries().due("email", world.now(), 10).size() == 1);
    CHECK(world.deliveries().due("webhook", world.now(), 10).size() == 1);
    CHECK(world.deliveries().retry(0, {"folder"}, world.now()) == 2);
}

TEST_CASE("a target that left the settings says why its tickets wait", "[outbox]") {
    World world;
    const std::string number = world.add("письмо", {"folder"});
    Outbox outbox = world.outbox();
    CHECK(outbox.send_due() == 0);
    const auto deliveries = world.deliveries().of_ticket(world.tickets.by_number(number)->id);
    CHECK(deliveries.at(0).error.find("нет в настройках") != std::string::npos);
}

TEST_CASE("what people wrote is erased when its days are over", "[tickets]") {
    World world;
    const std::string number = world.add("старое");
    CHECK(world.tickets.erase_before(world.now() - kKeepDays * 86'400, world.now()) == 0);
    world.clock.ahead += std::chrono::hours(24 * kKeepDays + 1);
    const std::string fresh = world.add("новое");
    CHECK(world.tickets.erase_before(world.now() - kKeepDays * 86'400, world.now()) == 1);
    const auto ticket = world.tickets.by_number(number);
    REQUIRE(ticket);
    CHECK(ticket->is_erased);
    CHECK(ticket->subject.empty());
    CHECK(ticket->contact.empty());
    CHECK(ticket->messages.empty());
    CHECK(ticket->answers.empty());
    CHECK(ticket->files.empty());
    CHECK(world.deliveries().of_ticket(ticket->id).empty());
    CHECK(world.tickets.by_number(fresh)->subject == "новое");
}

TEST_CASE("a letter can be read by any mail program and cannot be forged by its words", "[outbox]") {
    World world;
    NewTicket nasty = letter("Тема\r\nBcc: all@example.ru");
    nasty.contact = "ivan@example.ru";
    const std::string number = world.tickets.add(nasty, {}, world.now());
    const Outgoing outgoing{"0123456789abcdef", *world.tickets.by_number(number), nasty.files};
    MailTarget mail;
    mail.from = "help@mayak.example";
    mail.to = "desk@mayak.example";
    const std::string letter_text = mail_message(outgoing, mail, "Маяк — помощь");
    const std::string head = letter_text.substr(0, letter_text.find("\r\n\r\n"));
    for (const char* expected :
         {"To: desk@mayak.example", "Reply-To: ivan@example.ru",
          "Message-Id: <0123456789abcdef@mayak.example>", "] =?UTF-8?", "From: =?UTF-8?",
          "<help@mayak.example>", "MIME-Version: 1.0", "Auto-Submitted: auto-generated"}) {
        INFO(expected << "\n" << head);
        CHECK(lower(head).find(lower(expected)) != std::string::npos);
    }
    CHECK(head.find("\nBcc:") == std::string::npos);
    CHECK(letter_text.find("Content-Disposition: attachment") != std::string::npos);
    for (std::size_t at = letter_text.find('\n'); at != std::string::npos;
         at = letter_text.find('\n', at + 1))
        REQUIRE(letter_text[at - 1] == '\r');
}

TEST_CASE("a webhook is signed with HMAC-SHA256 over time and body", "[outbox]") {
    // openssl: printf '1700000000.{}' | openssl dgst -sha256 -hmac 0123456789abcdef
    CHECK(webhook_signature("0123456789abcdef", "1700000000", "{}") ==
          "e4f8e2ecae2295b2ddb2f0b5584c8275e226c0ebe9b3b819e70156bb67122e3e");
    CHECK(webhook_signature("0123456789abcdef", "1700000001", "{}") !=
          webhook_signature("0123456789abcdef", "1700000000", "{}"));
}

TEST_CASE("the folder gets whole files, the same one again for the same delivery", "[outbox]") {
    World world;
    const std::string number = world.add("в папку");
    const auto sender = make_folder_sender(world.folder / "outbox");
    const Outgoing outgoing{"d1", *world.tickets.by_number(number), letter("в папку").files};
    sender->send(outgoing);
    sender->send(outgoing);
    const std::string text = world.folder.read("outbox/" + number + "-d1.json");
    CHECK(text.find("\"subject\": \"в папку\"") != std::string::npos);
    CHECK(text.find("\"base64\": \"iVBORwD/\"") != std::string::npos);
    CHECK(std::distance(std::filesystem::directory_iterator(world.folder / "outbox"), {}) == 1);
    std::ofstream(world.folder / "file") << "x";
    CHECK_THROWS_AS(make_folder_sender(world.folder / "file")->send(outgoing), SendError);
}

TEST_CASE("a network that is not there is a SendError that says where to look", "[outbox]") {
    World world;
    const Outgoing outgoing{"d1", *world.tickets.by_number(world.add("a")), {}};
    WebhookTarget webhook{"http://127.0.0.1:1/hook", "0123456789abcdef"};
    MailTarget mail{"smtp://127.0.0.1:1", "", "", "a@b.example", "c@d.example", true};
    for (const auto& [sender, key] : {std::pair{make_webhook_sender(webhook), "requests.webhook.url"},
                                      {make_mail_sender(mail, "Маяк"), "requests.email"}}) {
        std::string message;
        try {
            sender->send(outgoing);
        } catch (const SendError& e) {
            message = e.what();
        }
        CHECK(message.find(key) != std::string::npos);
    }
}
