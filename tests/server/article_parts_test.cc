// SPDX-License-Identifier: GPL-2.0-or-later
// The pieces an article's page is made of: furniture of its HTML, pictures, films, JSON-LD, feedback, feeds.
#include <catch2/catch.hpp>

#include "../support/test_app.h"
#include "server/http/article_html.h"
#include "server/http/article_links.h"
#include "server/http/file_range.h"
#include "server/http/image_size.h"
#include "server/http/page_data.h"
#include "server/http/structured_data.h"

using namespace kb;
using namespace std::string_literals;
using kb::test::TestApp;

namespace {

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

const PictureTexts kTexts{"Увеличить: {title}", "Таблица"};

}  // namespace

TEST_CASE("tables scroll, pictures enlarge, films play", "[article]") {
    test::TempFolder folder;
    folder.write("a.gif", "GIF89a\x40\x01\xf0\x00"s);
    folder.write("film.vtt", "WEBVTT");
    struct Case {
        const char *html, *expected;
    };
    for (const Case& c : {
             Case{"<p>a</p>", "<p>a</p>"},
             {"<table><tr></tr></table>",
              "<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" "
              "aria-label=\"Таблица\"><table><tr></tr></table></div>"},
             {"<img src=\"/files/a.gif\" alt=\"Вид\" />",
              "<a class=\"zoom\" href=\"/files/a.gif\" aria-label=\"Увеличить: Вид\"><img "
              "src=\"/files/a.gif\" alt=\"Вид\" width=\"320\" height=\"240\" loading=\"lazy\" "
              "decoding=\"async\"></a>"},
             {"<a href=\"/x\"><img src=\"/files/b.gif\" alt=\"\" /></a>",
              "<a href=\"/x\"><img src=\"/files/b.gif\" alt=\"\" loading=\"lazy\" decoding=\"async\"></a>"},
             {"<img src=\"/files/film.mp4\" alt=\"Ролик\" />",
              "<video class=\"film\" controls preload=\"metadata\" src=\"/files/film.mp4\" "
              "aria-label=\"Ролик\"><track kind=\"captions\" src=\"/files/film.vtt\" default></video>"},
             {"<img src=\"/files/../a.gif\" alt=\"\" />",
              "<a class=\"zoom\" href=\"/files/../a.gif\" aria-label=\"Увеличить: \"><img "
              "src=\"/files/../a.gif\" alt=\"\" loading=\"lazy\" decoding=\"async\"></a>"},
             {"broken <img src=", "broken <img src="},
         }) {
        INFO(c.html);
        CHECK(with_furniture(c.html, kTexts, folder / "") == c.expected);
    }
    CHECK(list_items("<p>a</p><ol>\n<li>один "
                     "<ul><li>x</li></ul></li><li>два<ol><li>y</li></ol></li></ol><ul><li>z</li></ul>") ==
          std::vector<std::string>{"один <ul><li>x</li></ul>", "два<ol><li>y</li></ol>"});
}

TEST_CASE("a picture's size is read from its first bytes", "[article]") {
    struct Case {
        const char* name;
        std::string bytes;
        std::optional<ImageSize> size;
    };
    const std::string jpeg = "\xff\xd8\xff\xe0\x00\x04zz\xff\xc0\x00\x11\x08\x00\xf0\x01\x40\x03"s;
    for (const Case& c : {
             Case{"png", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0"s, ImageSize{640, 480}},
             {"gif", "GIF89a\x40\x01\xf0\x00"s, ImageSize{320, 240}},
             {"jpeg", jpeg, ImageSize{320, 240}},
             {"svg", "<svg viewBox=\"0 0 96 32\">", ImageSize{96, 32}},
             {"webp", "RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x3f\x01\0\xef\0\0"s, ImageSize{320, 240}},
             {"cut png", "\x89PNG\r\n\x1a\n\0\0"s, std::nullopt},
             {"jpeg that points at itself", "\xff\xd8\xff\xe0\x00\x00\x00\x00\x00\x00\x00\x00\x00"s,
              std::nullopt},
             {"svg of no size", "<svg viewBox=\"0 0 0 0\">", std::nullopt},
             {"svg unfinished", "<svg viewBox=\"0 0", std::nullopt},
             {"svg nothing after", "<svg viewBox=", std::nullopt},
             {"text", "hello", std::nullopt},
             {"nothing", "", std::nullopt},
         }) {
        INFO(c.name);
        CHECK(image_size(c.bytes) == c.size);
        for (std::size_t cut = 0; cut < c.bytes.size(); ++cut)
            image_size(std::string_view(c.bytes).substr(0, cut));
    }
}

TEST_CASE("a player gets the piece it asks for", "[article]") {
    struct Case {
        const char* range;
        int status;
        const char *body, *content_range;
    };
    for (const Case& c : {Case{"bytes=0-3", 206, "0123", "bytes 0-3/10"},
                          {"bytes=7-", 206, "789", "bytes 7-9/10"},
                          {"bytes=-2", 206, "89", "bytes 8-9/10"},
                          {"bytes=5-99", 206, "56789", "bytes 5-9/10"},
                          {"bytes=10-", 416, "", "bytes */10"},
                          {"bytes=-0", 416, "", "bytes */10"},
                          {"bytes=3-1", 200, "0123456789", ""},
                          {"bytes=0-1,4-5", 200, "0123456789", ""},
                          {"bytes=a-b", 200, "0123456789", ""},
                          {"lines=1-2", 200, "0123456789", ""},
                          {"bytes=-", 200, "0123456789", ""},
                          {"bytes= 0-5", 200, "0123456789", ""},
                          {"bytes=abc-5", 200, "0123456789", ""},
                          {"bytes=99999999999999999999-5", 200, "0123456789", ""},
                          {"bytes=0-99999999999999999999", 200, "0123456789", ""},
                          {"", 200, "0123456789", ""}}) {
        INFO(c.range);
        HttpRequest request;
        request.method = "GET";
        request.headers.push_back({"range", c.range});
        HttpResponse response{200, "video/mp4", "", {}};
        const std::string file = "0123456789";
        const BytePiece piece = cut_range(request, file.size(), response);
        CHECK(response.status == c.status);
        CHECK(file.substr(piece.begin, piece.end - piece.begin) == c.body);
        CHECK(response.header("Content-Range").value_or("") == c.content_range);
    }
}

TEST_CASE("a piece of another version of the file, or only its head, is no piece", "[article]") {
    struct Case {
        const char *method, *if_range;
        int status;
    };
    for (const Case& c : {Case{"GET", "\"a\"", 206},
                          {"GET", "\"b\"", 200},
                          {"GET", "W/\"a\"", 200},
                          {"GET", "Sat, 28 Nov 2026 01:00:00 GMT", 200},
                          {"HEAD", "\"a\"", 200}}) {
        INFO(c.method << ' ' << c.if_range);
        HttpRequest request;
        request.method = c.method;
        request.headers = {{"range", "bytes=0-3"}, {"if-range", c.if_range}};
        HttpResponse response{200, "video/mp4", "", {}};
        response.set("ETag", "\"a\"");
        const BytePiece piece = cut_range(request, 10, response);
        CHECK(response.status == c.status);
        CHECK(piece.end == (c.status == 206 ? 4U : 10U));
    }
}

TEST_CASE("what search engines read is whole and cannot leave its script", "[article][seo]") {
    ArticleView view;
    view.card.title = "Как </script><b>";
    view.card.type = ArticleType::steps;
    view.sections = {{"Шаги", "шаги", "<ol><li>Включите &amp; ждите</li><li>Готово</li></ol>", 2}};
    const std::string steps = article_structured_data(
        view, {"https://h.example/a/x", "Маяк", {{"Связь", "https://h.example/c/x"}}});
    INFO(steps);
    CHECK(has(steps, R"("@type":"HowTo")"));
    CHECK(has(steps, R"("text":"Включите \u0026 ждите")"));
    CHECK(has(steps, R"("BreadcrumbList")"));
    CHECK_FALSE(has(steps, "<"));
    view.card.type = ArticleType::qa;
    view.sections = {{"", "", "<p>Да.</p>", 0}, {"А ночью?", "а-ночью", "<p>Тоже.</p>", 2}};
    const std::string questions = article_structured_data(view, {});
    CHECK(has(questions, R"("@type":"FAQPage")"));
    CHECK(has(questions, R"("name":"А ночью?")"));
    CHECK(has(questions, R"("text":"Тоже.")"));
    view.sections.pop_back();
    CHECK(has(article_structured_data(view, {}), R"("acceptedAnswer":{"@type":"Answer","text":"Да."})"));
    view.card.type = ArticleType::policy;
    CHECK(has(article_structured_data(view, {}), R"("@type":"Article")"));
}

TEST_CASE("short hyphenated words stay on one line", "[texts]") {
    struct Case {
        const char *title, *html;
    };
    for (const Case& c : {Case{"Wi-Fi дома", "<span class=\"unbroken\">Wi-Fi</span> дома"},
                          {"из-за «вай-фай»",
                           "<span class=\"unbroken\">из-за</span> «<span class=\"unbroken\">вай-фай</span>»"},
                          {"интернет-магазин", "интернет-магазин"},
                          {"a - b", "a - b"},
                          {"-x", "-x"},
                          {"x-", "x-"},
                          // «л» and «Ы» end as «»» and ««» do in UTF-8.
                          {"Веб-линк и ЛЫ-Ы",
                           "<span class=\"unbroken\">Веб-линк</span> и <span class=\"unbroken\">ЛЫ-Ы</span>"},
                          {"a<b-c", "a&lt;<span class=\"unbroken\">b-c</span>"}}) {
        CHECK(title_html(c.title) == c.html);
    }
    CHECK(title_html("Wi-Fi", {{0, 5}}) == R"(<mark class="unbroken">Wi-Fi</mark>)");
}

TEST_CASE("what is wrong with an article is kept, masked, once", "[feedback]") {
    TestApp app;
    const auto post = [&](const std::string& target, const std::string& body) {
        return app.send("POST", target, {}, body);
    };
    const auto told = post(
        "/a/card/reason", "reason=outdated&comment=" + percent_encode("пишите на ivan@mail.ru, 89161234567"));
    CHECK(told.status == 303);
    CHECK(told.header("Location") == std::string_view("/a/card?voted=told#vote"));
    CHECK(post("/a/card/reason", "reason=outdated").status == 303);
    CHECK(post("/a/card/unclear", "section=" + percent_encode("шаги")).header("Location") ==
          "/a/card?unclear=" + percent_encode("шаги") + "#" + percent_encode("шаги"));
    app.store->flush();
    CHECK(app.feedback.remarks("card", 10) ==
          std::vector<Remark>{{"card", "шаги", "unclear", ""},
                              {"card", "", "outdated", "пишите на ‹почта›, ‹телефон›"}});
    CHECK(post("/a/card/reason", "reason=ugly").status == 422);
    CHECK(post("/a/card/unclear", "section=nowhere").status == 422);
    CHECK(post("/a/rules/reason", "reason=outdated").status == 404);
    CHECK(has(app.get("/a/card?unclear=" + percent_encode("шаги")).body, "Отметили, спасибо"));
    CHECK(has(app.get("/a/card?voted=no").body, "Непонятно написано"));
}

TEST_CASE("a short address outlives the slug", "[article]") {
    TestApp app;
    app.searcher.articles[1].card.slug = "другой";
    app.searcher.articles[1].card.url = "/a/other";
    const std::string path = short_path("card");
    CHECK(path.size() == 11);
    CHECK(path == "/s/" + path.substr(3));
    CHECK(app.get(path).header("Location") == std::string_view("/a/other"));
    CHECK(app.get("/s/zzzzzzzz").status == 404);
    CHECK(app.get(short_path("rules")).status == 404);
    CHECK(app.get_internal(short_path("rules")).status == 301);
}

TEST_CASE("two levels of one answer lead to each other", "[article]") {
    TestApp app;
    auto& articles = app.searcher.articles;
    articles[0].card.id = "reset-basic";
    articles[0].card.level = Level::basic;
    articles[1].card.id = "reset-advanced";
    articles[1].card.level = Level::advanced;
    const auto other = other_level_of(app.services(), Caller::public_, articles[0].card);
    REQUIRE(other);
    CHECK(other->id == "reset-advanced");
    CHECK(other_level_of(app.services(), Caller::public_, articles[1].card)->id == "reset-basic");
    articles[0].card.level = Level::advanced;
    CHECK_FALSE(other_level_of(app.services(), Caller::public_, articles[0].card));
    articles[0].card.level = Level::none;
    articles[0].card.audience = Audience::internal;
    CHECK_FALSE(other_level_of(app.services(), Caller::public_, articles[1].card));
}

TEST_CASE("programs read the site's lists, never what is internal", "[seo]") {
    TestApp app;
    app.searcher.articles[0].card.title = "A & <b>";
    const TestApp::Headers host = {{"host", "help.example"}};
    for (const char* target : {"/sitemap.xml", "/changes.atom", "/opensearch.xml", "/robots.txt"}) {
        INFO(target);
        const auto response =
            app.send("GET", target,
                     {{"host", "help.example"}, {"authorization", std::string("Bearer ") + test::kToken}});
        CHECK(response.status == 200);
        CHECK(has(response.body, "http://help.example/"));
        CHECK_FALSE(has(response.body, "rules"));
        CHECK_FALSE(has(response.body, "<b>"));
    }
    CHECK(has(app.get("/sitemap.xml", host).body, "<loc>http://help.example/a/card</loc>"));
    CHECK(has(app.get("/changes.atom", host).body, "A &amp; &lt;b&gt;"));
    CHECK(has(app.get("/a/card", host).body, "<link rel=\"canonical\" href=\"http://help.example/a/card\">"));
    CHECK_FALSE(has(app.get("/a/card", {{"host", "evil\"><script>"}}).body, "evil"));
}

TEST_CASE("the page speaks the language that was asked for, and its links go on in it", "[lang]") {
    TestApp app;
    app.searcher.articles[1].card.id = "wifi-setup.en";
    app.searcher.articles[1].card.slug = "wifi-en";
    app.searcher.articles[1].card.url = "/a/wifi-en";
    app.searcher.articles[1].card.lang = "en";
    const auto english = app.get("/search?q=роутер&hl=en");
    CHECK(has(english.body, "<html lang=\"en\">"));
    CHECK(has(english.body, "2 articles found"));
    CHECK(has(english.body, "href=\"/a/wifi-setup?hl=en\" lang=\"ru\""));
    CHECK(has(english.body, "href=\"/a/wifi-en\">"));
    CHECK(has(english.body, "hl=ru\" lang=\"ru\" hreflang=\"ru\""));
    CHECK(has(app.get("/a/wifi-en").body, "Did this article help?"));
    CHECK(has(app.get("/a/hello?hl=en").body, "This article is not in English yet"));
    CHECK_FALSE(has(app.get("/a/wifi-setup?hl=en").body, "This article is not in English yet"));
    CHECK(has(app.get("/", {{"accept-language", "en-GB,en;q=0.9"}}).body, "How can we help?"));
    CHECK(has(app.get("/", {{"accept-language", "en,ru;q=0.5"}}).body, "Чем помочь?"));
    CHECK(has(app.get("/?hl=ru", {{"accept-language", "en"}}).body, "Чем помочь?"));
}
