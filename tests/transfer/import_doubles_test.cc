// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/transfer/import_doubles.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "indexer/article_parser.h"
#include "indexer/transfer/import.h"
#include "tests/support/fake_file_system.h"

namespace kb::test {
namespace {

using Lines = std::vector<std::string>;

constexpr const char* kLong =
    "Откройте личный кабинет, выберите раздел оплаты и нажмите кнопку «Сменить тариф». Укажите новый тариф, "
    "дату начала и "
    "подтвердите кодом из сообщения. Деньги за неиспользованные дни вернутся на счёт договора утром "
    "следующего дня.";

Article article(const std::string& path, const std::string& title, const std::string& more,
                const std::string& text) {
    return *parse_article(path, "---\ntitle: " + title + "\n" + more + "---\n\n" + text + "\n").article;
}

}  // namespace

TEST_CASE("doubles are found by name, alias and text, others are not", "[import_doubles]") {
    DoubleFinder finder;
    finder.add(article("a.md", "Как сменить тариф", "aliases: [перейти на другой тариф]\n", kLong));
    finder.add(article("b.md", "Оплата", "", "Картой."));
    for (int i = 0; i < 300; ++i)
        finder.add(
            article("x" + std::to_string(i) + ".md", "Тариф номер " + std::to_string(i), "", "Цена тарифа."));
    struct Row {
        const char *title, *text, *expected;
    };
    for (const Row& row :
         {Row{"Тариф сменить — как?", "x", "a.md"}, Row{"Перейти на другие тарифы", "x", "a.md"},
          Row{"Совсем другое название", kLong, "a.md"}, Row{"Оплата", "Наличными.", "b.md"},
          Row{"Оплата картой", "Картой.", ""}, Row{"Сменить адрес", "x", ""}, Row{"Новое", "Коротко.", ""},
          Row{"Как", "x", ""}}) {
        const auto found = finder.nearest(article("new.md", row.title, "", row.text));
        INFO(row.title);
        CHECK((found ? found->path : "") == row.expected);
        if (found) CHECK(std::max(found->names, found->text.value_or(0)) >= 0.7);
    }
    const auto edited =
        finder.nearest(article("new.md", "Иначе", "", std::string(kLong) + " Если не вышло, позвоните нам."));
    REQUIRE(edited);
    CHECK(edited->names < 0.5);
    CHECK((*edited->text > 0.7 && *edited->text < 1));
    CHECK(edited->is_same());
}

TEST_CASE("articles of one name with other texts are told, not taken for one", "[import_doubles]") {
    FakeFileSystem files;
    files.add("/articles/a.md", std::string("---\ntitle: Тарификация\n---\n\n") + kLong + "\n");
    files.add("/in/a.csv",
              "Вопрос;Ответ\nТарификация;Виртуальные машины считаются по часам работы процессора, памяти, "
              "дисков, снимков, адресов и "
              "исходящего трафика; остановленная машина занимает только хранилище.\n");
    const ImportReport told = import_articles(files, {"/in/a.csv", "table", "/articles", "", true});
    REQUIRE(told.doubles.size() == 1);
    CHECK(told.doubles[0].find("названия 100 %, тексты ") != std::string::npos);
    const ImportReport report =
        import_articles(files, {"/in/a.csv", "table", "/articles", "", false, "", true});
    CHECK(report.written == Lines{"tarifikaciya.md"});
    CHECK(report.doubles.empty());
}

TEST_CASE("an import tells doubles of the base and of itself, and leaves them out when asked",
          "[import_doubles]") {
    FakeFileSystem files;
    files.add("/articles/public/tarif.md", "---\ntitle: Как сменить тариф\n---\n\nВ кабинете.\n");
    files.add("/articles/old.md", "---\ntitle: Где счёт\nstatus: archived\n---\n\nx\n");
    files.add("/in/a.csv",
              "Вопрос;Ответ\nСменить тариф;Так\nГде счёт?;Тут\nСчёт — где?;Там\nНет сети;Ждите\n");
    const Lines told = {
        "«Сменить тариф» (public/smenit-tarif.md) и «Как сменить тариф» (public/tarif.md): названия 100 %",
        "«Счёт — где?» (public/schet-gde.md) и «Где счёт?» (public/gde-schet.md): названия 100 %"};
    const ImportReport dry = import_articles(files, {"/in/a.csv", "table", "/articles", "", true, "", true});
    CHECK(dry.doubles == told);
    CHECK(dry.written == Lines{"public/gde-schet.md", "public/net-seti.md"});
    const ImportReport report = import_articles(files, {"/in/a.csv", "table", "/articles", "", false});
    CHECK(report.doubles == told);
    CHECK(report.written.size() == 4);
    CHECK(files.files.contains("/articles/public/smenit-tarif.md"));
}

}  // namespace kb::test
