// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>

#include "../support/test_app.h"
#include "server/http/form_token.h"
#include "server/store/outbox_store.h"
#include "stemming/utf8.h"

using kb::HttpResponse;
using kb::test::TestApp;

namespace {

bool has(const HttpResponse& response, std::string_view text) {
    return response.body.find(text) != std::string::npos;
}

std::string value_of(const HttpResponse& page, const std::string& name) {
    const std::string mark = "name=\"" + name + "\" value=\"";
    const std::size_t at = page.body.find(mark);
    if (at == std::string::npos) return "";
    return page.body.substr(at + mark.size(), page.body.find('"', at + mark.size()) - at - mark.size());
}

// A person who opens the form, thinks for a while and sends what they wrote.
struct Visitor {
    TestApp app;
    std::string token;

    explicit Visitor(const std::string& address = "/contact") {
        app.config.requests.folder = "outbox";
        token = value_of(app.get(address), "token");
        app.clock.ahead += std::chrono::seconds(10);
    }
    HttpResponse post(const std::string& fields) {
        return app.send("POST", "/contact", {{"content-type", "application/x-www-form-urlencoded"}},
                        "token=" + token + "&" + fields);
    }
    HttpResponse follow(const HttpResponse& redirect) {
        return app.get(std::string(*redirect.header("Location")));
    }
    std::vector<kb::Ticket> stored() { return app.tickets.list({}); }
};

std::string q(std::string_view text) { return kb::percent_encode(text); }

}  // namespace

TEST_CASE("staff see what has not arrived, why, and send it again", "[contact][outbox]") {
    kb::test::TestApp app;
    kb::NewTicket ticket;
    ticket.token = "t1";
    ticket.source = "form";
    ticket.subject = "Не открывается <кабинет>";
    const std::string number = app.tickets.add(ticket, {"email", "webhook"}, kb::unix_seconds(app.clock));
    kb::OutboxStore outbox(*app.store);
    const auto due = outbox.due("email", kb::unix_seconds(app.clock), 1);
    REQUIRE(due.size() == 1);
    outbox.mark_failed(due[0].id, "Почтовый сервер не принял письмо.", kb::unix_seconds(app.clock) + 3600);
    CHECK(app.get("/desk/outbox").status == 303);  // to the door
    CHECK(app.send("POST", "/desk/outbox/retry").status == 401);
    const auto agent = app.sign_in(kb::Role::agent);
    const auto page = app.send("GET", "/desk/outbox", agent.headers());
    CHECK(page.status == 200);
    for (const std::string& expected :
         {number, std::string("Не открывается &lt;кабинет&gt;"),
          std::string("Почтовый сервер не принял письмо."), std::string("Была 1 попытка"),
          std::string("Ждут отправки 2 письма")}) {
        INFO(expected);
        CHECK(page.body.find(expected) != std::string::npos);
    }
    const auto retry = [&](const std::string& body) {
        return app.send("POST", "/desk/outbox/retry",
                        agent.headers({{"content-type", "application/x-www-form-urlencoded"}}), body);
    };
    CHECK(retry("number=0000-0000").status == 404);
    CHECK(retry("number=" + number).header("Location") == "/desk/outbox");
    CHECK(app.woken == 1);
    CHECK(outbox.due("email", kb::unix_seconds(app.clock), 5).size() == 1);
    for (const auto& delivery : outbox.undelivered(10)) outbox.mark_delivered(delivery.id, 1);
    CHECK(app.send("GET", "/desk/outbox?hl=en", agent.headers()).body.find("Everything is delivered.") !=
          std::string::npos);
}

TEST_CASE("a subject alone is sent, stored with its delivery, and gets a number", "[contact]") {
    Visitor visitor;
    const auto sent = visitor.post("subject=" + q("Не работает роутер"));
    REQUIRE(sent.status == 303);
    const auto page = visitor.follow(sent);
    REQUIRE(visitor.stored().size() == 1);
    const auto ticket = visitor.app.tickets.by_number(visitor.stored()[0].number);
    CHECK(has(page, ticket->number));
    CHECK(has(page, "/a/wifi-setup"));
    CHECK(ticket->subject == "Не работает роутер");
    CHECK(ticket->source == "form");
    CHECK(ticket->suggested == std::vector<std::string>{"wifi-setup", "card"});
    CHECK(visitor.app.woken == 1);
    CHECK(kb::OutboxStore(*visitor.app.store).of_ticket(ticket->id).at(0).target == "folder");
    CHECK(page.header("Cache-Control") == "no-store");
}

TEST_CASE("sent twice it is one request with one number", "[contact]") {
    Visitor visitor;
    const auto first = visitor.post("subject=a");
    const auto second = visitor.post("subject=a");
    CHECK(first.header("Location") == second.header("Location"));
    CHECK(visitor.stored().size() == 1);
    for (int i = 0; i < 10; ++i) CHECK(visitor.post("subject=a").status == 303);
    CHECK(visitor.stored().size() == 1);
    visitor.post("subject=a&text=b");
    CHECK(visitor.stored().size() == 2);
}

TEST_CASE("the form carries what the page before knows", "[contact]") {
    Visitor visitor;
    visitor.app.searcher.articles[0].ask = {{"Какая модель роутера?", "инструкции разные"}};
    const auto page = visitor.app.get("/contact?q=" + q("нет <света>") + "&article=wifi-setup&steps=1,3");
    CHECK(has(page, "value=\"нет &lt;света&gt;\""));
    CHECK(has(page, "href=\"/a/wifi-setup\""));
    CHECK(value_of(page, "steps") == "1,3");
    CHECK(has(page, "Какая модель роутера?"));
    visitor.post("subject=a&article=wifi-setup&steps=1,3&ask_question=" + q("Какая модель роутера?") +
                 "&ask_answer=R2&ask_question=b&ask_answer=");
    const auto ticket = visitor.app.tickets.by_number(visitor.stored().at(0).number);
    CHECK(ticket->article_id == "wifi-setup");
    CHECK(ticket->steps == std::vector<std::string>{"1", "3"});
    REQUIRE(ticket->answers.size() == 1);
    CHECK(ticket->answers[0].answer == "R2");
}

TEST_CASE("without scripts answers come first when asked for, and every word stays", "[contact]") {
    Visitor visitor;
    const auto page = visitor.post("wish=look&subject=" + q("роутер") + "&text=" + q("горит & мигает") +
                                   "&contact=" + q("ivan@example.ru"));
    CHECK(page.status == 200);
    CHECK(has(page, "Всё равно отправить"));
    CHECK(has(page, "value=\"роутер\""));
    CHECK(has(page, "горит &amp; мигает"));
    CHECK(has(page, "ivan@example.ru"));
    CHECK(has(page, "name=\"solved\" value=\"wifi-setup\""));
    CHECK(value_of(page, "token") == visitor.token);
    CHECK(visitor.stored().empty());
    CHECK(visitor.post("subject=" + q("роутер")).status == 303);
}

TEST_CASE("«это решило вопрос» sends nothing and is counted", "[contact]") {
    Visitor visitor;
    const auto solved = visitor.post("subject=" + q("роутер") + "&solved=wifi-setup");
    REQUIRE(solved.status == 303);
    CHECK(has(visitor.follow(solved), "Рады, что помогло"));
    visitor.app.store->flush();
    CHECK(visitor.app.tickets.solved_count("wifi-setup") == 1);
    CHECK(visitor.stored().empty());
    CHECK(visitor.post("solved=rules").status == 404);  // internal: there is no such article here
    visitor.app.store->flush();
    CHECK(visitor.app.tickets.solved_count("") == 1);
}

TEST_CASE("what looks like a robot gets the form back whole, and the next click sends", "[contact]") {
    Visitor visitor;
    const std::string fields = "subject=" + q("важное") + "&text=" + q("слово");
    const auto trapped = visitor.post(fields + "&website=spam.example");
    CHECK(trapped.status == 422);
    CHECK(has(trapped, "value=\"важное\""));
    CHECK(has(trapped, "слово</textarea>"));
    CHECK_FALSE(has(trapped, "spam.example"));
    CHECK(visitor.stored().empty());
    CHECK(visitor.post(fields).status == 303);

    Visitor hasty;
    hasty.token = value_of(hasty.app.get("/contact"), "token");
    CHECK(hasty.post(fields).status == 422);
    hasty.app.clock.ahead += std::chrono::seconds(3);
    CHECK(hasty.post(fields).status == 303);

    Visitor forger;
    for (const std::string& token :
         {std::string(), std::string(74, 'a'), forger.token + "0", kb::new_form_token("other secret", 1)}) {
        forger.token = token;
        const auto again = forger.post(fields);
        CHECK(again.status == 422);
        CHECK(value_of(again, "token").size() == 74);
    }
    CHECK(forger.stored().empty());
}

TEST_CASE("five forms a minute from one address; the sixth keeps its text", "[contact]") {
    Visitor visitor;
    const auto one = [&] {
        visitor.token = value_of(visitor.app.get("/contact"), "token");
        visitor.app.clock.ahead += std::chrono::seconds(2);
        return visitor.post("subject=" + q("важное"));
    };
    for (int i = 0; i < 5; ++i) CHECK(one().status == 303);
    const auto sixth = one();
    CHECK(sixth.status == 429);
    CHECK(sixth.header("Retry-After"));
    CHECK(has(sixth, "value=\"важное\""));
    CHECK(visitor.stored().size() == 5);
}

TEST_CASE("files are checked by their bytes and stand apart from all pages", "[contact]") {
    Visitor visitor;
    const auto send = [&](const std::string& name, const std::string& bytes) {
        return visitor.app.send(
            "POST", "/contact", {{"content-type", "multipart/form-data; boundary=X"}},
            "--X\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n" + visitor.token +
                "\r\n--X\r\nContent-Disposition: form-data; name=\"subject\"\r\n\r\nтема\r\n"
                "--X\r\nContent-Disposition: form-data; name=\"files\"; filename=\"" +
                name + "\"\r\n\r\n" + bytes + "\r\n--X--\r\n");
    };
    const auto refused = send("a.exe", "MZ\x01\x02");
    CHECK(refused.status == 422);
    CHECK(has(refused, "Файл «a.exe» мы не откроем"));
    CHECK(send("big.txt", std::string(5 * 1024 * 1024 + 1, 'a')).status == 422);
    CHECK(visitor.stored().empty());
    REQUIRE(send("../снимок.png", "\x89PNG\r\n\x1a\n...").status == 303);
    const auto ticket = visitor.app.tickets.by_number(visitor.stored().at(0).number);
    REQUIRE(ticket->files.size() == 1);
    CHECK(ticket->files[0].name == "снимок.png");
    const std::string url = "/api/v1/tickets/files/" + std::to_string(ticket->files[0].id);
    CHECK(visitor.app.get(url).status == 401);
    const auto file = visitor.app.get_internal(url);
    CHECK(file.body == "\x89PNG\r\n\x1a\n...");
    CHECK(file.header("Content-Disposition")->starts_with("attachment;"));
    CHECK(file.header("X-Content-Type-Options") == "nosniff");
    CHECK(visitor.app.get_internal("/api/v1/tickets/files/999").status == 404);
}

TEST_CASE("too long, empty, without a store: nothing is lost and it is said", "[contact]") {
    Visitor visitor;
    CHECK(visitor.post("subject=+&text=%0D%0A").status == 422);
    const auto longer = visitor.post("subject=" + std::string(301, 'a'));
    CHECK(longer.status == 422);
    CHECK(has(longer, "300"));
    CHECK(has(longer, std::string(301, 'a')));
    CHECK(visitor.stored().empty());

    TestApp closed(false);
    CHECK(has(closed.get("/contact"), "Форма сейчас не работает"));
    const auto post = closed.send("POST", "/contact", {}, "subject=" + q("важное"));
    CHECK(post.status == 503);
    CHECK(has(post, q("важное")));  // in the letter's address
    CHECK(closed.post_json("/api/v1/tickets", R"({"subject":"a"})").status == 503);
}

TEST_CASE("a text without end is neither searched nor sent back whole", "[contact]") {
    Visitor visitor;
    for (const char* field : {"text", "subject"}) {
        CAPTURE(field);
        std::string text;
        while (text.size() < 3'000'000) text += "роутер ";
        const auto page = visitor.post(std::string("wish=look&") + field + "=" + q(text));
        CHECK(page.body.size() < 400'000);
        CHECK(kb::is_valid_utf8(page.body));
        CHECK(visitor.app.searcher.last_suggest.text.size() <= kb::Searcher::kMaxTicketBytes);
        CHECK(visitor.app.searcher.last_suggest.subject.size() <= 1200);
    }
}

TEST_CASE("the form works while there is no index", "[contact]") {
    Visitor visitor;
    visitor.app.searcher.ready = false;
    CHECK(visitor.app.get("/contact?q=a&article=card").status == 200);
    CHECK(visitor.post("subject=a").status == 303);
}

TEST_CASE("the old address leads to the form with what it carried", "[contact]") {
    TestApp app;
    const auto moved = app.get("/suggest?q=a");
    CHECK(moved.status == 301);
    CHECK(moved.header("Location") == "/contact?q=a");
}

TEST_CASE("requests over the API: anybody writes, staff reads", "[tickets]") {
    TestApp app;
    app.config.requests.webhook.url = "https://desk.example/hook";
    const auto made = app.post_json("/api/v1/tickets", R"({"subject":"a","text":"b","token":"t1"})");
    REQUIRE(made.status == 201);
    CHECK(app.post_json("/api/v1/tickets", R"({"subject":"a","token":"t1"})").body == made.body);
    CHECK(app.get("/api/v1/tickets").status == 401);
    const auto list = app.get_internal("/api/v1/tickets?status=new");
    CHECK(list.status == 200);
    CHECK(has(list, "\"subject\":\"a\""));
    CHECK(has(list, "\"waiting_deliveries\":1"));
    const std::string number = app.tickets.list({}).at(0).number;
    CHECK(has(app.get_internal("/api/v1/tickets/" + number), "\"text\":\"b\""));
    CHECK(app.get("/api/v1/tickets/" + number).status == 401);
    CHECK(app.get_internal("/api/v1/tickets/0000").status == 404);
    CHECK(app.get_internal("/api/v1/tickets?stuck=1").body.find(number) == std::string::npos);
    CHECK(app.send("POST", "/api/v1/tickets/" + number + "/retry",
                   {{"authorization", std::string("Bearer ") + kb::test::kToken}})
              .body == R"({"due":1})");
    CHECK(app.get_internal("/api/v1/tickets?status=lost").status == 422);
}

TEST_CASE("a request over the API that is wrong is told why", "[tickets]") {
    TestApp app;
    struct Case {
        const char* body;
        int status;
        const char* says;
    };
    for (const Case& c : {Case{"{}", 422, "subject"},
                          {R"({"subject":1})", 400, "«subject» — это строка"},
                          {R"({"sbject":"a"})", 400, "Неизвестный ключ «sbject»"},
                          {R"([])", 400, "объект"},
                          {R"({"subject":)", 400, "не JSON"},
                          {R"({"subject":"a","steps":"1"})", 400, "список строк"},
                          {R"({"subject":"a","answers":[{"question":"b"}]})", 400, "{question, answer}"}}) {
        INFO(c.body);
        const auto response = app.post_json("/api/v1/tickets", c.body);
        CHECK(response.status == c.status);
        CHECK(has(response, c.says));
    }
    CHECK(app.send("POST", "/api/v1/tickets", {{"content-type", "text/plain"}}, "{}").status == 415);
    CHECK(app.post_json("/api/v1/tickets", R"({"subject":")" + std::string(301, 'a') + "\"}").status == 400);
}
