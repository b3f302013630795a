// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>

#include "../support/test_app.h"
#include "server/http/page_data.h"
#include "server/http/static_files.h"

using kb::test::TestApp;

namespace {

bool has(const kb::HttpResponse& response, std::string_view text) {
    return response.body.find(text) != std::string::npos;
}

std::string escaped(std::string_view text) { return kb::percent_encode(text); }

constexpr std::size_t kMaxPageBytes = 50'000;

}  // namespace

TEST_CASE("every page is whole, small and free of inline code", "[pages]") {
    TestApp app;
    for (const std::string target :
         {"/", "/search", "/search?q=роутер", "/search?q=ничегонет", "/c/internet", "/c/internet/wifi",
          "/a/card", "/?hl=en", "/a/card?hl=en", "/search?q=абракадабра&hl=en"}) {
        INFO(target);
        const auto response = app.get(target);
        CHECK(response.status == 200);
        CHECK(response.content_type == "text/html; charset=utf-8");
        CHECK(response.body.size() < kMaxPageBytes);
        CHECK(has(response, "</html>"));
        CHECK(has(response, "<h1"));
        CHECK_FALSE(has(response, "{{"));
        CHECK_FALSE(has(response, " style="));
        CHECK_FALSE(has(response, "onclick"));
    }
}

TEST_CASE("the front page puts the search first and counts categories", "[pages]") {
    TestApp app;
    const auto home = app.get("/");
    CHECK(has(home, "autofocus"));
    CHECK(home.body.find("name=\"q\"") < home.body.find("Темы"));
    CHECK(has(home, "href=\"/c/internet/wifi\""));
    CHECK(has(home, "2 статьи"));
    CHECK_FALSE(has(home, "Правила"));
}

TEST_CASE("often searched: what people read, once they have read enough", "[pages]") {
    TestApp app;
    for (int i = 0; i < 3; ++i) app.get("/a/hello");
    for (const char* id : {"card", "wifi-setup", "rules", "gone"})
        app.analytics.add_view(id, kb::unix_seconds(kb::real_clock()));
    app.store->flush();
    const auto ids = app.analytics.most_viewed(10, kb::unix_seconds(kb::real_clock()));
    REQUIRE_FALSE(ids.empty());
    CHECK(ids.front() == "hello");
    CHECK_FALSE(has(app.get("/"), "href=\"/a/rules\""));
}

namespace {

// The titles of the front page's first list are its links, in order.
std::string popular_part(TestApp& app, const std::string& target) {
    const std::string home = app.get(target).body;
    const std::size_t begin = home.find("class=\"popular");
    return begin == std::string::npos ? "" : home.substr(begin, home.find("</ul>", begin) - begin);
}

void add_article(TestApp& app, const std::string& id, const std::string& lang) {
    kb::ArticleView view;
    view.card.id = id;
    view.card.slug = id;
    view.card.url = "/a/" + id;
    view.card.title = id;
    view.card.lang = lang;
    app.searcher.articles.push_back(view);
}

int count_of(const std::string& text, const std::string& part) {
    int count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

}  // namespace

TEST_CASE("often searched: a translation is no second article, the team's choice fills the rest", "[pages]") {
    TestApp app;
    for (const char* id : {"one", "two", "three"}) add_article(app, id, "ru");
    add_article(app, "one.en", "en");
    app.config.start_with = {"hello", "three", "wifi-setup"};
    const auto viewed = [&](const char* id) {
        app.analytics.add_view(id, kb::unix_seconds(kb::real_clock()));
        app.store->flush();
    };
    for (const char* id : {"one", "one.en", "two", "three"}) viewed(id);
    CHECK(has(app.get("/"), "С чего начать"));  // three articles, however many languages
    viewed("card");
    CHECK(has(app.get("/"), "Часто ищут"));
    const std::string links = popular_part(app, "/");
    for (const char* id : {"one", "two", "three", "card", "hello", "wifi-setup"}) {
        INFO(id);
        CHECK(count_of(links, std::string("href=\"/a/") + id + "\"") == 1);
    }
    CHECK(links.find("/a/card") < links.find("/a/hello"));
}

TEST_CASE("the English front page does not call «often read» what nobody has read", "[pages]") {
    TestApp app;
    for (const char* id : {"a.en", "b.en", "c.en", "d.en"}) add_article(app, id, "en");
    const auto home = app.get("/?hl=en");
    CHECK(has(home, "Where to start"));
    CHECK_FALSE(has(home, "Often read"));
    CHECK(count_of(home.body, "Where to start") == 1);
}

TEST_CASE("before statistics the front page shows what the team chose", "[pages]") {
    TestApp app;
    CHECK(has(app.get("/"), "С чего начать"));
    app.config.start_with = {"gone", "rules", "hello"};
    const std::string home = app.get("/").body;
    const std::string links =
        home.substr(home.find("С чего начать"), home.find("Темы") - home.find("С чего начать"));
    CHECK(links.find("href=\"/a/hello\"") != std::string::npos);
    CHECK(links.find("wifi-setup") == std::string::npos);
    CHECK(links.find("rules") == std::string::npos);
}

TEST_CASE("results show marks, sections and ways to narrow", "[pages]") {
    TestApp app;
    const auto response = app.get("/search?q=роутер");
    CHECK(has(response, "<mark>роутер</mark>"));
    CHECK(has(response, "&lt;p&gt;Возьмите"));
    CHECK(has(response, "/search?q=" + escaped("роутер") + "&amp;category=pay"));
    CHECK(has(response, "Нашлось 2 статьи"));
}

TEST_CASE("a changed query says so and offers the literal one", "[pages]") {
    TestApp app;
    const auto response = app.get("/search?q=ghbdtn");
    CHECK(has(response, "Показаны результаты для <strong>«привет»</strong>"));
    CHECK(has(response, "href=\"/search?q=ghbdtn&amp;literal=1\">Искать «ghbdtn»</a>"));
}

TEST_CASE("a changed query that finds nothing promises no results", "[pages]") {
    TestApp app;
    for (kb::ArticleView& view : app.searcher.articles)
        if (view.card.id == "hello") view.card.audience = kb::Audience::internal;
    const auto response = app.get("/search?q=ghbdtn");
    CHECK(has(response, "Ничего не нашли"));
    CHECK(has(response, "Искали как <strong>«привет»</strong>"));
    CHECK_FALSE(has(response, "Показаны результаты"));
}

TEST_CASE("nothing found offers topics and people", "[pages]") {
    TestApp app;
    const auto response = app.get("/search?q=абракадабра");
    CHECK(response.status == 200);
    CHECK(has(response, "Ничего не нашли"));
    CHECK(has(response, "href=\"/c/pay\""));
    CHECK(has(response, "8 800 000-10-20"));
}

TEST_CASE("what people type stays text", "[pages]") {
    TestApp app;
    const auto response = app.get("/search?q=" + escaped("\"><script>alert(1)</script>{{name}}"));
    CHECK_FALSE(has(response, "<script>alert"));
    CHECK(has(response, "&lt;script&gt;"));
}

TEST_CASE("an article has its headings, contents and neighbours", "[pages]") {
    TestApp app;
    kb::ArticleView& view = app.searcher.articles[0];
    view.sections = {{"", "", "<p>Начало</p>", 0},
                     {"Как настроить Wi-Fi", "как-настроить-wi-fi", "<p>Повтор</p>", 1},
                     {"Шаг <1>", "шаг-1", "<table><tr><td>1</td></tr></table>", 2},
                     {"Два", "два", "", 2},
                     {"Три", "три", "", 3},
                     {"Четыре", "четыре", "", 2}};
    view.ask = {{"Какая модель?", "пришлём инструкцию"}};
    view.attachments = {"files/схема сети.pdf"};
    const auto response = app.get("/a/wifi-setup");
    CHECK(has(response, "<h2 id=\"шаг-1\">Шаг &lt;1&gt;"));
    CHECK(has(response, "<h3 id=\"три\">"));
    CHECK(has(response, "class=\"table-scroll\" tabindex=\"0\""));
    CHECK(has(response, "href=\"#" + escaped("шаг-1") + "\""));
    CHECK(has(response, "Какая модель?"));
    CHECK(has(response, "/files/files/" + escaped("схема") + "%20" + escaped("сети") + ".pdf"));
    CHECK(has(response, "href=\"/c/internet/wifi\""));
    CHECK_FALSE(has(response, "id=\"как-настроить-wi-fi\""));
    CHECK(has(response, "<p>Повтор</p>"));
}

TEST_CASE("an article and its translation lead to each other", "[pages]") {
    TestApp app;
    app.searcher.articles[1].card.id = "wifi-setup.en";
    app.searcher.articles[1].card.lang = "en";
    CHECK(has(app.get("/a/wifi-setup"), "href=\"/a/card\" lang=\"en\" hreflang=\"en\">In English</a>"));
    CHECK(has(app.get("/a/card"), "href=\"/a/wifi-setup\" lang=\"ru\" hreflang=\"ru\">По-русски</a>"));
    CHECK_FALSE(has(app.get("/a/hello"), "hreflang=\"en\">In English"));
}

TEST_CASE("addresses of articles: spaces, Cyrillic, slashes, old ones", "[pages]") {
    TestApp app;
    kb::ArticleView& view = app.searcher.articles[1];
    view.card.id = "pay-card";
    view.card.slug = "оплата/не проходит";
    view.card.url = "/a/%D0%BE/x";
    struct Case {
        std::string target;
        int status;
        std::string location;
    };
    const Case cases[] = {
        {"/a/" + escaped("оплата") + "/" + escaped("не проходит"), 200, ""},
        {"/a/" + escaped("оплата/не проходит"), 200, ""},
        {"/a/pay-card", 301, "/a/%D0%BE/x"},
        {"/a/old/wifi", 301, "/a/wifi-setup"},
        {"/a/old-rules", 404, ""},
        {"/a/hello/", 301, "/a/hello"},
        {"/old/wifi", 301, "/a/wifi-setup"},
        {"/old/wifi/", 301, "/old/wifi"},
        {"/old-rules", 404, ""},
        {"/search/", 301, "/search"},
        {"//evil.example/", 404, ""},
    };
    for (const Case& c : cases) {
        INFO(c.target);
        const auto response = app.get(c.target);
        CHECK(response.status == c.status);
        CHECK(std::string(response.header("Location").value_or("")) == c.location);
    }
}

TEST_CASE("a missing page searches for the words of its address", "[pages]") {
    TestApp app;
    const auto response = app.get("/help/" + escaped("роутер") + "-broken.html");
    CHECK(response.status == 404);
    CHECK(has(response, "Такой страницы нет"));
    CHECK(has(response, "href=\"/a/wifi-setup\""));
}

TEST_CASE("a path of two slashes leads to no other site", "[pages]") {
    TestApp app;
    for (const char* target : {"//evil.example/x", "///evil.example", "/%2Fevil.example/x"}) {
        INFO(target);
        const auto page = app.get(target);
        CHECK_FALSE(has(page, "href=\"//"));
        CHECK(page.header("Location").value_or("/").find("//") == std::string_view::npos);
    }
}

TEST_CASE("a vote is kept once, politely, and not without end", "[pages][vote]") {
    TestApp app;
    const auto vote = [&](const char* article, const char* value) {
        return app.send("POST", std::string("/a/") + article + "/vote", {}, std::string("helpful=") + value);
    };
    const auto first = vote("card", "yes");
    CHECK(first.status == 303);
    CHECK(first.header("Location") == std::string_view("/a/card?voted=yes#vote"));
    CHECK(vote("card", "no").header("Location") == std::string_view("/a/card?voted=late#vote"));
    CHECK(vote("hello", "no").status == 303);
    CHECK(vote("wifi-setup", "no").status == 429);
    app.store->flush();
    CHECK(app.feedback.votes("card") == kb::Votes{1, 0});
    CHECK(app.feedback.votes("hello") == kb::Votes{0, 1});
    CHECK(vote("absent", "yes").status == 404);
    CHECK(vote("card", "perhaps").status == 422);
    CHECK(vote("rules", "yes").status == 404);
    CHECK(has(app.get("/a/card?voted=yes"), "Рады, что помогло"));
}

TEST_CASE("without a store pages live and votes say so", "[pages][vote]") {
    TestApp app(false);
    CHECK(app.get("/").status == 200);
    CHECK(app.get("/search?q=роутер").status == 200);
    CHECK(app.send("POST", "/a/card/vote", {}, "helpful=yes").status == 503);
    CHECK(has(app.get("/metrics"), "kb_store_open 0"));
}

TEST_CASE("a click is known by the page it came from", "[pages]") {
    TestApp app;
    const std::string referrer = "http://kb.example/search?q=" + escaped("почта ivan@mail.ru");
    app.get("/a/card", {{"referer", referrer}, {"host", "kb.example"}});
    app.get("/a/card", {{"referer", referrer}, {"host", "other.example"}});
    app.store->flush();
    const auto rows = app.store->rows("SELECT query, count FROM clicks");
    REQUIRE(rows.size() == 1);
    CHECK(kb::text_of(rows[0][0]) == "почта ‹почта›");
    CHECK(kb::integer_of(rows[0][1]) == 1);
}

TEST_CASE("files are shown only with an article, and only from the folder", "[files]") {
    TestApp app;
    app.folder.write("articles/img/a.png", "PNG");
    app.folder.write("articles/doc.html", "<script>");
    app.folder.write("secret.txt", "секрет");
    std::filesystem::create_symlink(app.folder / "secret.txt", app.folder / "articles/link.png");
    app.articles_dir = app.folder / "articles";
    app.searcher.public_files = {"img/a.png", "doc.html", "link.png", "../secret.txt", "img"};
    const auto image = app.get("/files/img/a.png");
    CHECK(image.status == 200);
    CHECK(image.body == "PNG");
    CHECK(image.content_type == "image/png");
    CHECK_FALSE(image.header("Content-Disposition"));
    CHECK(std::string(*image.header("Content-Security-Policy")).find("sandbox") != std::string::npos);
    const auto page = app.get("/files/doc.html");
    CHECK(page.content_type == "application/octet-stream");
    CHECK(page.header("Content-Disposition") == std::string_view("attachment"));
    for (const char* target :
         {"/files/link.png", "/files/../secret.txt", "/files/%2e%2e/secret.txt", "/files/img",
          "/files/absent.png", "/files//etc/passwd", "/files/img/a.png%00"}) {
        INFO(target);
        CHECK(app.get(target).status == 404);
    }
}

TEST_CASE("static files come precompressed and for ever", "[files]") {
    TestApp app;
    const std::string url = kb::asset_url("help.css");
    REQUIRE(url.starts_with("/static/help-"));
    const auto plain = app.get(url);
    CHECK(plain.status == 200);
    CHECK(plain.content_type == "text/css; charset=utf-8");
    CHECK(std::string(*plain.header("Cache-Control")).find("immutable") != std::string::npos);
    const auto brotli = app.get(url, {{"accept-encoding", "gzip, deflate, br"}});
    CHECK(brotli.header("Content-Encoding") == std::string_view("br"));
    CHECK(brotli.body.size() < plain.body.size() / 2);
    CHECK(app.get(url, {{"accept-encoding", "br;q=0, gzip"}}).header("Content-Encoding") ==
          std::string_view("gzip"));
    CHECK(app.get(url, {{"accept-encoding", "identity"}}).body == plain.body);
    CHECK(app.get("/static/none.css").status == 404);
}

TEST_CASE("marks are escaped inside and out, and odd ones do no harm", "[texts]") {
    CHECK(kb::highlighted("a<b>c", {{1, 4}}) == "a<mark>&lt;b&gt;</mark>c");
    CHECK(kb::highlighted("abc", {{2, 1}, {1, 9}, {0, 1}}) == "<mark>a</mark>bc");
}
