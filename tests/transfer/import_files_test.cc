// SPDX-License-Identifier: GPL-2.0-or-later
// Pictures and links of what is imported: out of folders, archives and pages.
#include <catch2/catch.hpp>

#include "indexer/error.h"
#include "indexer/transfer/base64.h"
#include "indexer/transfer/import.h"
#include "tests/support/fake_file_system.h"
#include "tests/support/zip_writer.h"

namespace kb::test {
namespace {

using Lines = std::vector<std::string>;

std::string png(const std::string& what = "") { return "\x89PNG\r\n\x1a\n" + what; }

ImportReport import(FakeFileSystem& files, const std::string& from, bool is_dry_run = false) {
    return import_articles(files, {from, "", "/articles", "", is_dry_run});
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("pictures are copied beside the article and the links follow", "[import_files]") {
    FakeFileSystem files;
    files.add("/in/Сеть/a.html",
              "<title>Нет сети</title><p><img src='../images/Схема%20сети.PNG?width=300' alt='Схема'> <img "
              "src='lamp.gif'> "
              "<img src='..\\images\\1.png'> <a href='b.html#x'>далее</a> <a href='/c.html'>в</a> <a "
              "href='price.pdf'>прайс</a> "
              "<a href='https://e.example/'>сайт</a> <a href='#here'>тут</a></p>");
    files.add("/in/Сеть/b.html", "<title>Дальше</title><p><img src='../images/схема сети.png'></p>");
    files.add("/in/c.html", "<title>Корень</title><p>x</p>");
    files.add("/in/images/Схема сети.PNG", png("1"));
    files.add("/in/images/1.png", png("2"));
    files.add("/in/Сеть/lamp.gif", png("не gif"));
    files.add("/in/Сеть/price.pdf", "%PDF-1.4");
    const ImportReport dry = import(files, "/in", true);
    CHECK(dry.files == 4);
    CHECK(files.files.size() == 7);
    const ImportReport report = import(files, "/in");
    CHECK(report.written == Lines{"koren.md", "set/net-seti.md", "set/dalshe.md"});
    CHECK(report.problems.empty());
    CHECK(report.losses.empty());
    CHECK(report.files == 4);
    const std::string& text = files.files["/articles/set/net-seti.md"];
    INFO(text);
    CHECK(has(text, "![Схема](%D0%A1%D1%85%D0%B5%D0%BC%D0%B0%20%D1%81%D0%B5%D1%82%D0%B8.png)"));
    CHECK(has(text, "![](lamp.gif.png)"));
    CHECK(has(text, "![](net-seti-1.png)"));
    CHECK(has(
        text,
        "[далее](dalshe.md) [в](../koren.md) [прайс](price.pdf) [сайт](https://e.example/) [тут](#here)"));
    CHECK(files.files["/articles/set/Схема сети.png"] == png("1"));
    CHECK(files.files["/articles/set/net-seti-1.png"] == png("2"));
    CHECK(has(files.files["/articles/set/dalshe.md"], "%D1%81%D0%B5%D1%82%D0%B8.png)"));
    // Once more, the drafts taken away: what is there is used again.
    files.files.erase("/articles/set/net-seti.md");
    CHECK(import(files, "/in").files == 0);
}

TEST_CASE("two pictures of one name in one folder stay two", "[import_files]") {
    FakeFileSystem files;
    files.add("/in/a.html",
              "<title>Раз</title><img src='x/lamp.png'><img src='y/lamp.png'><img src='z/lamp.png'>");
    files.add("/in/x/lamp.png", png("1"));
    files.add("/in/y/lamp.png", png("2"));
    files.add("/in/z/lamp.png", png("1"));
    CHECK(import(files, "/in").files == 2);
    CHECK(has(files.files["/articles/raz.md"], "![](lamp.png)![](lamp-2.png)![](lamp.png)"));
}

TEST_CASE("what cannot be copied stays a link and is told", "[import_files]") {
    FakeFileSystem files;
    files.add("/in/a.html",
              "<title>Раз</title><img src='https://e.example/p.png'><img src='//e.example/p.png'><img "
              "src='no.png'><img src='../out.png'>"
              "<img src='evil.png'><img src='big.png'><img src='s.svg'><a href='run.exe'>x</a><a "
              "href='no.html'>y</a><img src='folder'>");
    files.add("/out.png", png());
    files.add("/in/evil.png", "<script>alert(1)</script>\x01");
    files.add("/in/s.svg", "<svg onload='alert(1)'/>");
    files.add("/in/run.exe", "MZ\x01");
    files.add("/in/folder/x", "x");
    files.add("/in/big.png", png(std::string(5'000'000, 'x')));
    const ImportReport report = import(files, "/in");
    CHECK(report.files == 0);
    CHECK(report.losses.at("картинка в интернете: осталась ссылкой") == 2);
    CHECK(report.losses.at("ссылка на то, чего в выгрузке нет") == 1);
    CHECK(report.problems ==
          Lines{"a.html: картинки «no.png» в выгрузке нет.", "a.html: картинки «../out.png» в выгрузке нет.",
                "a.html: «evil.png» — не картинка: годятся PNG, JPEG, GIF и WebP, не перенесено.",
                "a.html: «big.png» больше 5 МБ, не перенесено: уменьшите и положите рядом.",
                "a.html: «s.svg» — не картинка: годятся PNG, JPEG, GIF и WebP, не перенесено.",
                "a.html: «run.exe» — не картинка и не PDF, не перенесено.",
                "a.html: картинки «folder» в выгрузке нет."});
    CHECK(has(files.files["/articles/raz.md"], "![](https://e.example/p.png)"));
    for (const auto& [path, bytes] : files.files)
        CHECK((!path.starts_with("/articles") || path.ends_with(".md")));
}

TEST_CASE("a picture behind a link of the file system is not taken", "[import_files]") {
    FakeFileSystem files;
    files.add("/in/a.html", "<title>Раз</title><img src='img/secret.png'>");
    files.add("/secret/secret.png", png());
    files.links["/in/img"] = "/secret";
    const ImportReport report = import(files, "/in");
    CHECK(report.files == 0);
    CHECK(report.problems.size() == 1);
}

TEST_CASE("a picture inside the page becomes a file", "[import_files]") {
    FakeFileSystem files;
    files.add("/in/a.html", "<title>Раз</title><img alt='Лампа' src='data:image/jpeg;base64," +
                                base64(png("x")) + "'><img src='data:image/png;base64,!!'>");
    const ImportReport report = import(files, "/in/a.html");
    CHECK(report.files == 1);
    CHECK(files.files["/articles/raz.png"] == png("x"));
    CHECK(has(files.files["/articles/raz.md"], "![Лампа](raz.png)![](kartinka)"));
    CHECK(report.problems.size() == 1);
}

TEST_CASE("an archive is imported as the folder it was made of", "[import_files]") {
    FakeFileSystem files;
    files.add("/in/Вики.zip",
              zip_of({{"Вики/Сеть/a.html",
                       "<title>Нет сети</title><img src='../i/lamp.png'><img src='../i/bad.png'>"},
                      {"Вики/i/lamp.png", png()},
                      {"Вики/i/bad.png", png(), false, false, {}, 7},
                      {"../../evil.html", "<title>Зло</title>"},
                      {"__MACOSX/x.html", "x"},
                      {"Вики/.x/y.html", "x"}}));
    const ImportReport report = import(files, "/in/Вики.zip");
    CHECK(report.written == Lines{"set/net-seti.md"});
    CHECK(files.files.contains("/articles/set/lamp.png"));
    REQUIRE(report.problems.size() == 2);
    CHECK(report.problems[0] == "../../evil.html: имя ведёт за пределы архива, пропущено.");
    CHECK(has(report.problems[1], "bad.png"));
    for (const auto& [path, bytes] : files.files)
        CHECK((path.starts_with("/articles/") || path.starts_with("/in/")));
    files.add("/in/bad.zip", "не архив");
    CHECK_THROWS_AS(import(files, "/in/bad.zip"), ConfigError);
    files.add("/in/empty.zip", zip_of({{"a.txt", "x"}}));
    CHECK(import(files, "/in/empty.zip").problems == Lines{"В /in/empty.zip не нашлось ни одной статьи."});
}

TEST_CASE("a space of Confluence brings its articles alone", "[import_files]") {
    const auto page = [](const std::string& title, const std::string& crumbs, const std::string& content) {
        return "<html><head><title>Поддержка : " + title +
               "</title></head><body><div id='breadcrumb-section'><ol id='breadcrumbs'>"
               "<li class='first'><span><a href='index.html'>Поддержка</a></span></li>" +
               crumbs +
               "</ol></div>"
               "<h1 id='title-heading'><span id='title-text'> Поддержка : " +
               title +
               " </span></h1><div class='page-metadata'>Создал Иванов</div>"
               "<div id='main-content' class='wiki-content group'>" +
               content +
               "</div><section class='footer-body'>Document generated by Confluence</section></body></html>";
    };
    FakeFileSystem files;
    files.add(
        "/in/SUP.zip",
        zip_of({{"SUP/index.html",
                 "<h1 id='title-heading'><span id='title-text'>Space Details:</span></h1><ul><li><a "
                 "href='65538.html'>Сеть</a></li></ul>"},
                {"SUP/65538.html", page("Сеть", "",
                                        "<p>Всё о сети. <a href='65540.html'>Роутер</a> <img "
                                        "class='emoticon' src='images/icons/smile.svg' alt='(smile)'></p>")},
                {"SUP/65540.html",
                 page("Роутер", "<li><span><a href='65538.html'>Сеть</a></span></li>",
                      "<h1 id='x'>Шаги</h1><p><span class='confluence-embedded-file-wrapper'><img "
                      "src='attachments/65540/65541.png?width=400' alt='Схема'></span></p>")},
                {"SUP/attachments/65540/65541.png", png()}}));
    const ImportReport report = import(files, "/in/SUP.zip");
    CHECK(report.written == Lines{"set.md", "set/router.md"});
    CHECK(report.problems.empty());
    CHECK(report.losses ==
          std::map<std::string, int>{{"значок-смайлик", 1}, {"список страниц Confluence: это не статья", 1}});
    CHECK(has(files.files["/articles/set.md"], "# Сеть\n\nВсё о сети. [Роутер](set/router.md) (smile)\n"));
    CHECK(has(files.files["/articles/set/router.md"], "# Роутер\n\n## Шаги\n\n![Схема](router-65541.png)\n"));
    CHECK_FALSE(has(files.files["/articles/set/router.md"], "Иванов"));
    CHECK(files.files.contains("/articles/set/router-65541.png"));
}

TEST_CASE("pictures of a JSON export lie beside it", "[import_files]") {
    FakeFileSystem files;
    files.add(
        "/in/faq.json",
        R"([{"question": "Где чек?", "answer": "<p>В почте <img src=\"/images/check.png\"></p>", "lang": "ru"}])");
    files.add("/in/images/check.png", png());
    CHECK(import(files, "/in/faq.json").files == 1);
    CHECK(has(files.files["/articles/gde-chek.md"], "![](check.png)"));
}

TEST_CASE("links of Zendesk and phpMyFAQ between their articles lead to drafts", "[import_files]") {
    FakeFileSystem files;
    files.add("/in/z.json", R"({"articles": [
        {"id": 36, "title": "Раз", "section_name": "Сеть", "body": "<a href='https://help.example/hc/ru/articles/360-dva?x#y'>два</a> <a href='/hc/ru/articles/361'>нет</a>"},
        {"id": 360, "title": "Два", "body": "<a href='/hc/ru/articles/36'>раз</a> <a href='https://example.com/'>сайт</a>"}]})");
    CHECK(import(files, "/in/z.json").losses.at("ссылка на то, чего в выгрузке нет") == 1);
    CHECK(has(files.files["/articles/set/raz.md"], "[два](../dva.md) [нет](/hc/ru/articles/361)"));
    CHECK(has(files.files["/articles/dva.md"], "[раз](set/raz.md) [сайт](https://example.com/)"));
    files.add(
        "/in/p.json",
        R"([{"solution_id": 5, "question": "Три", "answer": "<a href='index.php?action=artikel&amp;cat=1&amp;artikel=6'>x</a>"},
        {"solution_id": 6, "question": "Четыре", "answer": "x"}])");
    import(files, "/in/p.json");
    CHECK(has(files.files["/articles/tri.md"], "[x](chetyre.md)"));
}

TEST_CASE("what an export is, is seen without being told", "[import_files]") {
    FakeFileSystem files;
    files.add("/in/t.CSV", "Вопрос;Ответ\nа;б\n");
    CHECK(import(files, "/in/t.CSV").written == Lines{"a.md"});
    files.add("/in/z.json", R"({"articles": [{"id": 1, "title": "Сеть", "body": "x"}]})");
    CHECK(import(files, "/in/z.json").written == Lines{"set.md"});
    files.add("/in/o.json", "{}");
    CHECK_THROWS_AS(import(files, "/in/o.json"), ConfigError);
    CHECK_THROWS_AS(import(files, "/in/none"), ConfigError);
    files.add("/in/p.html", "<title>Страница</title>");
    CHECK(import(files, "/in/p.html").written == Lines{"stranica.md"});
    files.add("/both/p.html", "<title>Вместе</title>");
    files.add("/both/q.docx", "x");
    const ImportReport both = import(files, "/both");
    CHECK(both.written == Lines{"vmeste.md"});
    CHECK(both.notes == Lines{"Там есть и документы Word, 1: их прочтёт второй запуск с --kind docx."});
}

}  // namespace kb::test
