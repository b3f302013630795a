// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/transfer/zip_files.h"

#include <catch2/catch.hpp>

#include "indexer/error.h"
#include "tests/support/zip_writer.h"

namespace kb::test {
namespace {

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("an archive is a folder to walk", "[zip_files]") {
    ZipFiles zip(
        zip_of({{"Сеть/a.html", "один"}, {"Сеть/Wi-Fi/b.html", "два"}, {"./c.txt", ""}, {"пусто/", ""}}));
    CHECK(zip.failure().empty());
    CHECK(zip.problems().empty());
    CHECK(zip.list("") == Lines{"c.txt", "Сеть"});
    CHECK(zip.list("/Сеть") == Lines{"Wi-Fi", "a.html"});
    CHECK(zip.read("/Сеть/a.html") == "один");
    CHECK(zip.read("/Сеть/Wi-Fi/b.html") == "два");
    CHECK(zip.read("/c.txt") == "");
    CHECK_FALSE(zip.read("/Сеть"));
    CHECK_FALSE(zip.stat("/нет"));
    CHECK(zip.stat("/Сеть")->kind == FileStat::Kind::folder);
    CHECK(zip.stat("/Сеть/a.html")->size_bytes == 8);
    CHECK(zip.canonical("/Сеть/a.html") == "/Сеть/a.html");
    CHECK_THROWS_AS(zip.list("/нет"), IoError);
    CHECK_THROWS_AS(zip.write_atomically("/x", "y"), IoError);
    CHECK(ZipFiles(zip_of({})).failure().empty());
}

TEST_CASE("names of old archives are read in Russian", "[zip_files]") {
    ZipFiles zip(zip_of({{"\x91\xA5\xE2\xEC/\x90\xAE\xE3\xE2\xA5\xE0 \xFC"
                          "1.html",
                          "cp866"},
                         {"\xD1\xE5\xF2\xFC.html", "windows-1251"},
                         {"C\\d.html", "\\"}}));
    CHECK(zip.problems().empty());
    CHECK(zip.read("/Сеть/Роутер №1.html") == "cp866");
    CHECK(zip.read("/Сеть.html") == "windows-1251");
    CHECK(zip.read("/C/d.html") == "\\");
}

TEST_CASE("entries not to be trusted are left out and named", "[zip_files]") {
    std::string deep = "x";
    for (int i = 0; i < 40; ++i) deep += "/x";
    const std::vector<std::pair<ZipEntry, std::string>> table = {
        {{"../../etc/passwd", "x"}, "../../etc/passwd: имя ведёт за пределы архива, пропущено."},
        {{"a/../../b", "x"}, "a/../../b: имя ведёт за пределы архива, пропущено."},
        {{"/etc/passwd", "x"}, "/etc/passwd: имя ведёт за пределы архива, пропущено."},
        {{"C:\\a.html", "x"}, "C:\\a.html: имя ведёт за пределы архива, пропущено."},
        {{"..\\a.html", "x"}, "..\\a.html: имя ведёт за пределы архива, пропущено."},
        {{"a\x1b[2J.html", "x"}, "a?[2J.html: в имени есть управляющие знаки, пропущено."},
        {{"link.html", "/etc/passwd", false, true}, "link.html: это ссылка, а не файл, пропущено."},
        {{"тайна.html", "x", true}, "тайна.html: закрыто паролем (распакуйте архив сами), пропущено."},
        {{"bomb.html", "x", false, false, 50'000'000},
         "bomb.html: сжато больше чем в 200 раз, так бывает у архивов-ловушек, пропущено."},
        {{"big.html", "x", false, false, 100'000'000}, "big.html: больше 64 МБ, пропущено."},
        {{"good.html", "второй"}, "good.html: такое имя в архиве уже было, взято первое, пропущено."},
        {{"good.html/x", "x"}, "good.html/x: папка называется так же, как файл, пропущено."},
        {{deep, "x"}, ""}};
    for (const auto& [entry, problem] : table) {
        ZipFiles zip(zip_of({{"good.html", "да"}, entry, {"last.html", "да"}}));
        INFO(entry.name);
        REQUIRE(zip.problems().size() == 1);
        if (!problem.empty()) CHECK(zip.problems().front() == problem);
        CHECK(zip.list("") == Lines{"good.html", "last.html"});
        CHECK(zip.read("/good.html") == "да");
    }
}

TEST_CASE("a damaged entry says so when it is read", "[zip_files]") {
    ZipFiles zip(zip_of({{"crc.html", "да", false, false, {}, 5},
                         {"long.html", "да", false, false, 1},
                         {"good.html", "да"}}));
    CHECK_FALSE(zip.read("/crc.html"));
    CHECK_FALSE(zip.read("/long.html"));
    CHECK(zip.problems() == Lines{"crc.html: файл в архиве повреждён, пропущено.",
                                  "long.html: файл в архиве повреждён, пропущено."});
    CHECK(zip.read("/good.html") == "да");
}

TEST_CASE("an archive over a limit, and what is none, are refused whole", "[zip_files]") {
    const std::string three = zip_of({{"a", "123"}, {"b", "456"}, {"c", "7"}});
    CHECK(ZipFiles(three, {.entries = 3}).failure().empty());
    CHECK(ZipFiles(three, {.entries = 2}).failure() == "файлов в нём больше 2, разделите его");
    CHECK(ZipFiles(three, {.total_bytes = 7}).failure().empty());
    ZipFiles over(three, {.total_bytes = 6});
    CHECK(over.failure() == "распакованный он больше 0 МБ, разделите его");
    CHECK(over.list("").empty());
    for (const std::string& bad : {std::string(), std::string("PK\x03\x04"), std::string(1000, 'x'),
                                   three.substr(0, three.size() / 2)})
        CHECK(ZipFiles(bad).failure() == "это не zip или он повреждён");
}

}  // namespace kb::test
