// SPDX-License-Identifier: GPL-2.0-or-later
// Every limit of what a request may hold, at one less, at it and one past it. Those of heads and bodies are
// in request_reader_test, those of Markdown in markdown_guard_test, those of rates in rate_limit_test.
#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <string>

#include "../support/test_app.h"
#include "server/config.h"
#include "server/http/case_json.h"
#include "server/http/errors.h"
#include "server/http/form_token.h"
#include "server/http/multipart.h"
#include "server/http/password.h"
#include "tests/support/temp_folder.h"

using namespace kb;
using kb::test::TestApp;

namespace {

struct Limit {
    const char* name;
    std::size_t at;
    std::function<HttpResponse(TestApp&, std::size_t)> ask;
    int past;
    int within = 200;
};

std::string letters(std::size_t count, const char* letter = "a") {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += letter;
    return out;
}

std::string list_of(std::size_t count, const std::string& item) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += (i > 0 ? "," : "") + item;
    return "[" + out + "]";
}

// A parameter of a GET that holds n letters, or the number n.
auto text_in(std::string target) {
    return [target](TestApp& app, std::size_t n) { return app.get(target + letters(n)); };
}
auto number_in(std::string target) {
    return [target](TestApp& app, std::size_t n) { return app.get(target + std::to_string(n)); };
}
// A JSON body made of n.
auto json_to(std::string target, std::function<std::string(std::size_t)> body) {
    return [target, body](TestApp& app, std::size_t n) { return app.post_json(target, body(n)); };
}
auto ticket_with(std::string key) {
    return json_to("/api/v1/tickets", [key](std::size_t n) {
        const std::string subject = key == "subject" ? "" : R"("subject":"a",)";
        return "{" + subject + "\"" + key + "\":\"" + letters(n, "я") + "\"}";
    });
}
auto ticket_of(std::function<std::string(std::size_t)> more) {
    return json_to("/api/v1/tickets", [more](std::size_t n) { return R"({"subject":"a",)" + more(n) + "}"; });
}
std::string ready_token(TestApp& app) {
    app.config.requests.folder = "outbox";
    const auto token = new_form_token(app.desk.secret, unix_seconds(app.clock));
    app.clock.ahead += std::chrono::seconds(10);
    return token;
}
auto form_with(std::string key) {
    return [key](TestApp& app, std::size_t n) {
        const std::string subject = key == "subject" ? "" : "subject=a&";
        return app.send("POST", "/contact", {{"content-type", "application/x-www-form-urlencoded"}},
                        subject + "token=" + ready_token(app) + "&" + key + "=" + letters(n));
    };
}
std::string part(const std::string& name, const std::string& content, const std::string& more = "") {
    return "--X\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n" + content +
           "\r\n";
}
HttpResponse send_parts(TestApp& app, const std::string& parts) {
    return app.send("POST", "/contact", {{"content-type", "multipart/form-data; boundary=X"}},
                    part("subject", "a") + part("token", ready_token(app)) + parts + "--X--\r\n");
}
std::string picture(std::size_t bytes) {
    std::string content("\x89PNG\r\n\x1a\n", 8);
    content.resize(bytes);
    return part("files", content, "; filename=\"a.png\"");
}
HttpResponse vote(TestApp& app, std::size_t n) {
    return app.send("POST", "/a/wifi-setup/reason", {{"content-type", "application/x-www-form-urlencoded"}},
                    "reason=unclear&comment=" + letters(n));
}

const Limit kLimits[] = {
    {"letters of a question", 1000, text_in("/api/v1/search?q="), 422},
    {"letters of a question, as a page", 1000, text_in("/search?q="), 422},
    {"answers a page", 50, number_in("/api/v1/search?q=a&limit="), 422},
    {"answers before", 1000, number_in("/api/v1/search?q=a&offset="), 422},
    {"letters of a category", 200, text_in("/api/v1/search?q=a&category="), 422},
    {"letters of a language", 200, text_in("/api/v1/search?q=a&lang="), 422},
    {"letters typed", 200, text_in("/api/v1/complete?q="), 422},
    {"completions", 50, number_in("/api/v1/complete?q=a&limit="), 422},
    {"bytes of a ticket", Searcher::kMaxTicketBytes,
     json_to("/api/v1/suggest", [](std::size_t n) { return R"({"text":")" + letters(n) + "\"}"; }), 413},
    {"bytes of a ticket with its subject", Searcher::kMaxTicketBytes,
     json_to("/api/v1/suggest",
             [](std::size_t n) { return R"({"subject":"ab","text":")" + letters(n - 2) + "\"}"; }),
     413},
    {"suggestions", 10,
     json_to("/api/v1/suggest", [](std::size_t n) { return fmt::format(R"({{"text":"a","limit":{}}})", n); }),
     422},
    {"articles left out", 100,
     json_to("/api/v1/suggest",
             [](std::size_t n) { return R"({"text":"a","exclude":)" + list_of(n, "\"b\"") + "}"; }),
     422},
    {"subject over the API", 300, ticket_with("subject"), 400, 201},
    {"text over the API", 20'000, ticket_with("text"), 400, 201},
    {"name over the API", 200, ticket_with("name"), 400, 201},
    {"contact over the API", 200, ticket_with("contact"), 400, 201},
    {"token over the API", 100, ticket_with("token"), 400, 201},
    {"page over the API", 300, ticket_with("page"), 400, 201},
    {"article over the API", 300, ticket_with("article_id"), 400, 201},
    {"language over the API", 5, ticket_with("lang"), 400, 201},
    {"steps over the API", 30, ticket_of([](std::size_t n) { return "\"steps\":" + list_of(n, "\"1\""); }),
     400, 201},
    {"a step over the API", 300,
     ticket_of([](std::size_t n) { return R"("steps":[")" + letters(n, "я") + "\"]"; }), 400, 201},
    {"suggested over the API", 30,
     ticket_of([](std::size_t n) { return "\"suggested\":" + list_of(n, "\"1\""); }), 400, 201},
    {"answers over the API", 30,
     ticket_of([](std::size_t n) { return "\"answers\":" + list_of(n, R"({"question":"a","answer":"b"})"); }),
     400, 201},
    {"an answer over the API", 2000, ticket_of([](std::size_t n) {
         return R"("answers":[{"question":"a","answer":")" + letters(n, "я") + "\"}]";
     }),
     400, 201},
    {"a question over the API", 300, ticket_of([](std::size_t n) {
         return R"("answers":[{"question":")" + letters(n, "я") + R"(","answer":"b"}])";
     }),
     400, 201},
    {"subject of the form", 300, form_with("subject"), 422, 303},
    {"text of the form", 20'000, form_with("text"), 422, 303},
    {"contact of the form", 200, form_with("contact"), 422, 303},
    {"files of the form", 3,
     [](TestApp& app, std::size_t n) {
         std::string files;
         for (std::size_t i = 0; i < n; ++i) files += picture(20);
         return send_parts(app, files);
     },
     422, 303},
    {"bytes of a file", std::size_t{5} << 20,
     [](TestApp& app, std::size_t n) { return send_parts(app, picture(n)); }, 422, 303},
    {"parts of the form", 100,
     [](TestApp& app, std::size_t n) {
         std::string parts;
         for (std::size_t i = 2; i < n; ++i) parts += part("other", "a");
         return send_parts(app, parts);
     },
     400, 303},
    {"letters of a remark", 1000, vote, 422, 303},
};

}  // namespace

TEST_CASE("a request may hold what is at a limit, and not one more", "[limits]") {
    for (const Limit& limit : kLimits) {
        for (const std::size_t n : {limit.at - 1, limit.at, limit.at + 1}) {
            CAPTURE(limit.name, n);
            TestApp app;
            const HttpResponse response = limit.ask(app, n);
            CHECK(response.status == (n > limit.at ? limit.past : limit.within));
        }
    }
}

TEST_CASE("JSON may be so deep and have so many fields", "[limits]") {
    const auto deep = [](int depth) {
        return R"({"text":"a","exclude":)" + letters(static_cast<std::size_t>(depth - 1), "[") + "1" +
               letters(static_cast<std::size_t>(depth - 1), "]") + "}";
    };
    const auto wide = [](int fields) {
        std::string body = R"({"text":"a")";
        for (int i = 1; i < fields; ++i) body += fmt::format(R"(,"k{}":1)", i);
        return body + "}";
    };
    TestApp app;
    const auto says = [&](const std::string& body, const char* what) {
        return app.post_json("/api/v1/suggest", body).body.find(what) != std::string::npos;
    };
    CHECK_FALSE(says(deep(31), "Вложенность"));
    CHECK_FALSE(says(deep(32), "Вложенность"));
    CHECK(says(deep(33), "Вложенность"));
    CHECK_FALSE(says(wide(99), "Полей больше"));
    CHECK_FALSE(says(wide(100), "Полей больше"));
    CHECK(says(wide(101), "Полей больше"));
}

TEST_CASE("a boundary and the head of a part have their length", "[limits]") {
    const auto outcome = [](std::size_t boundary, std::size_t head) {
        const std::string mark = letters(boundary);
        const std::string disposition = "Content-Disposition: form-data; name=\"a\"";
        HttpRequest request;
        request.headers = {{"content-type", "multipart/form-data; boundary=" + mark}};
        request.body = "--" + mark + "\r\n" + disposition + letters(head - disposition.size(), " ") +
                       "\r\n\r\nb\r\n--" + mark + "--";
        try {
            return parse_form(request).fields.size();
        } catch (const HttpError&) {
            return std::size_t{0};
        }
    };
    for (const std::size_t good : {69, 70}) CHECK(outcome(good, 100) == 1);
    CHECK(outcome(71, 100) == 0);
    for (const std::size_t good : {4091, 4092}) CHECK(outcome(10, good) == 1);  // and four for the empty line
    CHECK(outcome(10, 4093) == 0);
}

TEST_CASE("a hundred pairs of a query are read, and no more", "[limits]") {
    for (const std::size_t count : {99, 100, 101}) {
        std::string query;
        for (std::size_t i = 0; i < count; ++i) query += "a=b&";
        CHECK(parse_query(query).size() == std::min<std::size_t>(count, 100));
    }
}

TEST_CASE("settings and passwords have their length", "[limits]") {
    CHECK(password_problem(letters(3, "абв"), "") != nullptr);  // nine
    CHECK(password_problem("абвгдежзик", "") == nullptr);       // ten
    CHECK(password_problem("абвгдежзикл", "") == nullptr);
    std::string longest;
    while (longest.size() < kMostPasswordBytes) longest += static_cast<char>('a' + longest.size() % 20);
    CHECK(password_problem(longest.substr(1), "") == nullptr);
    CHECK(password_problem(longest, "") == nullptr);
    CHECK(password_problem(longest + "z", "") == std::string_view("password_too_long"));

    const test::TempFolder folder;
    const auto is_read = [&](const std::string& text) {
        folder.write("kb.yaml", text);
        try {
            load_config(folder / "kb.yaml");
            return true;
        } catch (const ConfigError&) {
            return false;
        }
    };
    CHECK_FALSE(is_read("internal_token: " + letters(15) + "\n"));
    CHECK(is_read("internal_token: " + letters(16) + "\n"));
    CHECK(is_read("internal_token: " + letters(17) + "\n"));
    const std::string name = "name: a\n#";
    CHECK(is_read(name + letters(64 * 1024 - 1 - name.size())));
    CHECK(is_read(name + letters(64 * 1024 - name.size())));
    CHECK_FALSE(is_read(name + letters(64 * 1024 + 1 - name.size())));
}

TEST_CASE("cases come up to five hundred at once, with names of three hundred letters", "[limits]") {
    const auto is_read = [](std::size_t count, std::size_t letters_of_article) {
        try {
            const auto one = R"({"text":"a","article":")" + letters(letters_of_article, "я") + "\"}";
            return parse_cases(list_of(count, one)).size() == count;
        } catch (const HttpError&) {
            return false;
        }
    };
    CHECK(is_read(499, 1));
    CHECK(is_read(500, 1));
    CHECK_FALSE(is_read(501, 1));
    CHECK(is_read(1, 299));
    CHECK(is_read(1, 300));
    CHECK_FALSE(is_read(1, 301));
}
