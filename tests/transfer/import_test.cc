// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/transfer/import.h"

#include <catch2/catch.hpp>

#include "indexer/article_parser.h"
#include "indexer/error.h"
#include "tests/support/fake_file_system.h"

namespace kb::test {
namespace {

constexpr const char* kTable =
    "Вопрос;Ответ;Категория;Метки;Лишнее\n"
    "Где счёт?;В кабинете: раздел *Счета*;Оплата;счёт, оплата;x\n"
    "Где счёт?;<p>В <b>кабинете</b></p>;;;\n"
    ";без вопроса;;;\n"
    "\"Не закрыта;ой\n";

ImportReport import(FakeFileSystem& files, const std::string& kind, bool is_dry_run = false) {
    return import_articles(files, {"/in/data", kind, "/articles", "", is_dry_run});
}

}  // namespace

TEST_CASE("a table of questions becomes drafts, and nothing is overwritten", "[import]") {
    FakeFileSystem files;
    files.add("/in/data", kTable);
    const ImportReport dry = import(files, "table", true);
    CHECK(dry.written.size() == 2);
    CHECK(files.files.size() == 1);
    const ImportReport report = import(files, "table");
    REQUIRE(report.written == std::vector<std::string>{"oplata/gde-schet.md", "gde-schet.md"});
    CHECK(report.problems == std::vector<std::string>{"строка 5: кавычка не закрыта.",
                                                      "строка 4: нет вопроса, пропущена: «без вопроса»."});
    CHECK(files.files["/articles/oplata/gde-schet.md"] ==
          "---\ntitle: \"Где счёт?\"\nstatus: draft\ntags:\n  - \"счёт\"\n  - \"оплата\"\n---\n\n# Где "
          "счёт?\n\n"
          "В кабинете: раздел \\*Счета\\*\n");
    CHECK(files.files["/articles/gde-schet.md"].ends_with("\n\nВ **кабинете**\n"));
    files.files["/articles/gde-schet.md"] = "моё";
    const ImportReport again = import(files, "table");
    CHECK(again.written.empty());
    CHECK(again.skipped == report.written);
    CHECK(files.files["/articles/gde-schet.md"] == "моё");
}

TEST_CASE("a support journal becomes a draft for every common reason", "[import]") {
    FakeFileSystem files;
    files.add(
        "/in/data",
        "Дата,Причина,Решение\n1.03,Пропал интернет после грозы,Заменили блок питания\n"
        "2.03,после грозы интернет пропал,Заменили блок питания\n"
        "3.03,Пропал интернет после грозы,Заменили роутер\n4.03,Не работает пульт,Заменили батарейки\n");
    const ImportReport report = import(files, "journal");
    REQUIRE(report.written.size() == 1);
    CHECK(report.losses.at("причина, которая встретилась один раз") == 1);
    const std::string text = files.files["/articles/" + report.written[0]];
    CHECK(text.find("title: \"Пропал интернет после грозы\"") != std::string::npos);
    CHECK(text.find("  - \"после грозы интернет пропал\"") != std::string::npos);
    CHECK(text.find("- Заменили блок питания (раз: 2)\n- Заменили роутер (раз: 1)\n") != std::string::npos);
}

TEST_CASE("a journal says when a trouble came, and what helped if anything did", "[import]") {
    FakeFileSystem files;
    files.add("/in/data",
              "Дата,Причина,Решение\n16.03.2024,Не печатает чек,\"1. Перезагрузили\n2. Проверили\"\n"
              "12.03.24,чек не печатает,то же\n3.03,Не печатает чек,-\n,Не печатает чек,решено.\n");
    const ImportReport report = import(files, "journal");
    CHECK(report.notes ==
          std::vector<std::string>{
              "В журнале записей 4, с 12.03.2024 по 16.03.2024; разных причин 1, повторяются 1."});
    CHECK(report.losses == std::map<std::string, int>{{"дата без года или не дата", 1}});
    CHECK(files.files["/articles/ne-pechataet-chek.md"].ends_with(
        "# Не печатает чек\n\n<!-- Из журнала: 4 раза, с 12.03.2024 по 16.03.2024. Проверьте и допишите. "
        "-->\n\n"
        "## Что помогало\n\n- 1\\. Перезагрузили 2. Проверили (раз: 1)\n"));
}

TEST_CASE("a cell of a table keeps its lines, its long question and its day", "[import]") {
    FakeFileSystem files;
    std::string question = "У нас в офисе с утра не работает интернет. Мы перезагрузили роутер, но";
    for (int i = 0; i < 10; ++i) question += " ничего не помогло";
    files.add("/in/data", "Вопрос;Ответ;Дата\n" + question +
                              ";\"Сначала:\n1) раз\n2) два\n\nПотом\n# позвоните\";12.03.2024\nЧто?;;\n");
    const ImportReport report = import(files, "table");
    REQUIRE(report.written.size() == 2);
    CHECK(files.files["/articles/" + report.written[0]] ==
          "---\ntitle: \"У нас в офисе с утра не работает интернет\"\nstatus: draft\nupdated: "
          "2024-03-12\n---\n\n"
          "# У нас в офисе с утра не работает интернет\n\n> " +
              question + "\n\nСначала:\n\n1. раз\n2. два\n\nПотом\\\n\\# позвоните\n");
    CHECK(report.losses == std::map<std::string, int>{{"вопрос без ответа: черновик пока пустой", 1}});
}

TEST_CASE("Zendesk's and phpMyFAQ's JSON become drafts", "[import]") {
    FakeFileSystem files;
    files.add(
        "/in/data",
        R"({"articles": [{"id": 7, "title": "Нет сети: что делать", "body": "<h2>Шаги</h2><p>Раз</p>", "locale": "ru",
                  "updated_at": "2026-05-01T09:00:00Z", "label_names": ["сеть", 5], "user_segment_id": null},
                 {"id": 8, "title": "Secret", "body": "x", "locale": "en-us", "user_segment_id": 12}, 5, {"id": 9}]})");
    const ImportReport report = import(files, "zendesk");
    REQUIRE(report.written == std::vector<std::string>{"net-seti-chto-delat.md", "internal/secret.md"});
    CHECK(report.problems == std::vector<std::string>{"Zendesk, запись 3: это не статья, пропущена.",
                                                      "Zendesk 9: нет названия, пропущено."});
    CHECK(files.files["/articles/net-seti-chto-delat.md"] ==
          "---\ntitle: \"Нет сети: что делать\"\nstatus: draft\nupdated: 2026-05-01\ntags:\n  - "
          "\"сеть\"\n---\n\n"
          "# Нет сети: что делать\n\n## Шаги\n\nРаз\n");
    const ParseResult secret =
        parse_article("internal/secret.md", files.files["/articles/internal/secret.md"]);
    REQUIRE(secret.article);
    CHECK(secret.article->audience == Audience::internal);
    CHECK(secret.article->lang == "en");

    files.add("/in/data", R"([{"id": 1, "question": "Где чек?", "answer": "<p>В почте</p>", "lang": "ru"}])");
    CHECK(import(files, "phpmyfaq").written == std::vector<std::string>{"gde-chek.md"});
}

TEST_CASE("a folder of HTML keeps its folders as categories", "[import]") {
    FakeFileSystem files;
    files.add("/in/data/Сеть/a.html", "<title>Нет сети</title><p>Ждите</p>");
    files.add("/in/data/b.HTM", "<p>Без названия</p>");
    files.add("/in/data/c.txt", "нет");
    const ImportReport report = import(files, "html");
    CHECK(report.written == std::vector<std::string>{"b.md", "set/net-seti.md"});
}

TEST_CASE("what is no export says so, and hostile ones write only below the articles", "[import]") {
    FakeFileSystem files;
    CHECK_THROWS_AS(import(files, "zendesk"), ConfigError);
    for (const char* bad : {"", "{", "5", "{\"a\": 1}", "\xFF\xFE"}) {
        files.add("/in/data", bad);
        CHECK_THROWS_AS(import(files, "zendesk"), ConfigError);
        CHECK_THROWS_AS(import(files, "table"), ConfigError);
    }
    files.add("/in/data", std::string(100'000, '['));
    CHECK_THROWS_AS(import(files, "phpmyfaq"), ConfigError);
    files.add(
        "/in/data",
        R"([{"question": "../../etc/passwd\u0000\n---\naudience: public", "answer": "x", "category": "../../../tmp/..//x"}])");
    const ImportReport report = import(files, "phpmyfaq");
    REQUIRE(report.written.size() == 1);
    CHECK(report.written[0].find("..") == std::string::npos);
    CHECK(report.written[0].front() != '/');
    const ParseResult parsed = parse_article("a.md", files.files["/articles/" + report.written[0]]);
    REQUIRE(parsed.article);
    CHECK(parsed.article->status == Status::draft);
    CHECK(parsed.diagnostics.empty());
}

}  // namespace kb::test
