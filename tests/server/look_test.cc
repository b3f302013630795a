// SPDX-License-Identifier: GPL-2.0-or-later
// What kb.yaml makes of the pages: colours, logo, banner, texts; dates and plurals by language.
#include <catch2/catch.hpp>

#include "../support/test_app.h"
#include "indexer/error.h"
#include "server/color.h"
#include "server/http/assets.h"
#include "server/http/locale_format.h"
#include "server/http/page_texts.h"
#include "server/http/site.h"

using namespace kb;
using kb::test::TestApp;

namespace {

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// What is wrong with the settings, read and made into a site.
std::string mistake_in(const std::string& yaml) {
    try {
        const Site site(parse_config(yaml, "kb.yaml"));
    } catch (const ConfigError& e) {
        return e.what();
    }
    return "";
}

}  // namespace

TEST_CASE("a colour that cannot be read is refused with one that can", "[look]") {
    struct Case {
        const char* yaml;
        const char* message;
    };
    for (const Case& c : {
             Case{"theme:\n  colors:\n    link: \"#88ccff\"\n",
                  "строка 3: цвет «link» #88ccff плохо виден на светлом фоне"},
             {"theme: {colors: {head: \"#ffffff\"}}\n", "под белыми буквами"},
             {"theme: {colors: {accent: \"#222222\"}}\n", "под тёмными буквами"},
             {"theme: {colors: {link_dark: \"#101010\"}}\n", "на тёмном фоне"},
             {"theme: {colors: {link: red}}\n", "решётка и шесть знаков"},
             {"theme: {colors: {link: \"#12345\"}}\n", "решётка и шесть знаков"},
             {"theme: {colors: {lnk: \"#07596a\"}}\n", "Возможно, «link»?"},
             {"theme: {logo: /nowhere/logo.svg}\n", "файл /nowhere/logo.svg не читается"},
             {"banner: {text: a, kind: scary}\n", "одно из: info, warning, outage"},
             {"banner: {text: a, url: \"javascript:alert(1)\"}\n", "начинается с https://"},
             {"footer_links: {title: a}\n", "это список"},
             {"footer_links: [{title: a, url: ftp://b}]\n", "начинается с https://"},
             {"site_url: help.example\n", "начинается с https://"},
             {"texts:\n  ru:\n    home_titel: Привет\n",
              "строка 3: в texts нет текста «home_titel». Возможно, «home_title»?"},
             {"texts: {ru: {home_title: \"{query}\"}}\n", "не бывает места «{query}»"},
             {"texts: {en: {updated: \"on {dat}\"}}\n", "Можно: {date}."},
             {"texts: {ru: {home_title: \"a } b\"}}\n", "Фигурных скобок в нём быть не должно"},
             {"texts: {ru: [a]}\n", "ключ: текст"},
         }) {
        INFO(c.yaml);
        const std::string message = mistake_in(c.yaml);
        INFO(message);
        CHECK(has(message, c.message));
    }
    const std::string message = mistake_in("theme: {colors: {link: \"#88ccff\"}}\n");
    const std::string offered = message.substr(message.rfind("\"#") + 1, 7);
    INFO(message);
    CHECK(contrast(*parse_color(offered), *parse_color("#faf8f4")) >= 4.5);
    CHECK(mistake_in("theme: {colors: {link: \"" + offered + "\"}}\n").empty());
}

TEST_CASE("contrast is what WCAG says it is", "[look]") {
    struct Case {
        const char *a, *b;
        double contrast;
    };
    for (const Case& c : {Case{"#000", "#fff", 21},
                          {"#777777", "#ffffff", 4.48},
                          {"#0b3f4b", "#f3f8f9", 10.72},
                          {"#fff", "#fff", 1}}) {
        INFO(c.a << " on " << c.b);
        CHECK(contrast(*parse_color(c.a), *parse_color(c.b)) == Approx(c.contrast).margin(0.06));
    }
    for (const char* broken : {"", "#", "#12", "#1234567", "#ggg", "red", "#-1-1-1", "# 12345"})
        CHECK_FALSE(parse_color(broken));
}

TEST_CASE("whatever colours an operator may choose, every pair made of them can be read", "[look]") {
    for (const char* link : {"#07596a", "#a00000", "#000000", "#5b2be0", "#6a6a00"}) {
        INFO(link);
        Look look;
        look.link = link;
        look.head = link;
        const std::string style = theme_style(look);
        const auto color = [&](const std::string& name, std::size_t from) {
            return *parse_color(style.substr(style.find("--" + name + ":", from) + name.size() + 3, 7));
        };
        const std::size_t dark = style.find("@media");
        CHECK(contrast(color("on-deep-quiet", 0), color("deep", 0)) >= 4.5);
        CHECK(contrast(color("badge-ink", 0), color("badge", 0)) >= 4.5);
        CHECK(contrast(color("link", 0), *parse_color("#faf8f4")) >= 4.5);
        CHECK(contrast(color("link", dark), *parse_color("#182329")) >= 4.5);
        CHECK(contrast(color("button", dark), *parse_color("#ffffff")) >= 4.5);
        CHECK(contrast(color("badge-ink", dark), color("badge", dark)) >= 4.5);
    }
    CHECK(theme_style({}).empty());
}

TEST_CASE("theme, logo, banner, links and words of kb.yaml stand in every page", "[look]") {
    TestApp app;
    app.folder.write("logo.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 96 32'/>");
    app.config = parse_config(
        "name: Проверка\nsite_url: https://help.example/\nbanner: {text: Авария в Химках, text_en: Outage, "
        "url: /a/card, kind: outage}\n"
        "theme: {colors: {link: \"#a00000\"}, logo: \"" +
            std::string(app.folder / "logo.svg") +
            "\"}\n"
            "footer_links: [{title: Оферта, title_en: Terms, url: /a/hello}]\n"
            "texts: {ru: {home_title: \"Что <случилось>?\"}, en: {home_title: Hello}}\n",
        "kb.yaml");
    const Site site(app.config);
    app.replace_site(site);
    const HttpResponse response = app.get("/");
    CHECK(has(response.body, "Что &lt;случилось&gt;?"));
    CHECK(has(response.body, "banner-outage"));
    CHECK(has(response.body, "Авария в Химках <a href=\"/a/card\">"));
    CHECK(has(response.body, "<a href=\"/a/hello\">Оферта</a>"));
    CHECK(has(response.body, "<link rel=\"canonical\" href=\"https://help.example/\">"));
    CHECK(has(response.body, "width=\"96\" height=\"32\""));
    CHECK(has(response.body, "<style>:root{--link:#a00000;"));
    const std::string policy(*response.header("Content-Security-Policy"));
    CHECK(has(policy, site.style_source()));
    CHECK_FALSE(has(policy, "unsafe"));
    CHECK(app.get("/static/" + site.logo().path).content_type == "image/svg+xml");
    const std::string english = app.get("/?hl=en").body;
    CHECK(has(english, ">Hello</h1>"));
    CHECK(has(english, "Outage"));
    CHECK(has(english, ">Terms</a>"));
}

TEST_CASE("every text stands in both languages with the same places", "[texts]") {
    const auto places = [](std::string_view text) {
        std::set<std::string> names;
        for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1))
            names.emplace(text.substr(at, text.find('}', at) - at + 1));
        return names;
    };
    CHECK(text_rows().size() > 100);
    for (const TextRow& row : text_rows()) {
        INFO(row.key);
        CHECK(places(row.ru) == places(row.en));
        CHECK_FALSE(row.ru.empty());
        CHECK_FALSE(row.en.empty());
    }
}

TEST_CASE("numbers and days agree with the language", "[texts]") {
    const PageTexts texts;
    struct Case {
        int number;
        const char *ru, *en;
    };
    for (const Case& c : {Case{0, "0 статей", "0 articles"},
                          {1, "1 статья", "1 article"},
                          {3, "3 статьи", "3 articles"},
                          {5, "5 статей", "5 articles"},
                          {11, "11 статей", "11 articles"},
                          {14, "14 статей", "14 articles"},
                          {21, "21 статья", "21 articles"},
                          {112, "112 статей", "112 articles"},
                          {122, "122 статьи", "122 articles"}}) {
        CHECK(texts.counted(Lang::ru, "article_count", c.number) == c.ru);
        CHECK(texts.counted(Lang::en, "article_count", c.number) == c.en);
    }
    CHECK(long_date(1'790'000'000, Lang::ru) == "21 сентября 2026\u202fг.");
    CHECK(long_date(1'790'000'000, Lang::en) == "September 21, 2026");
    CHECK(iso_time(1'790'000'000) == "2026-09-21T14:13:20Z");
}
