// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/transfer/export.h"

#include <catch2/catch.hpp>

#include "indexer/error.h"
#include "indexer/transfer/base64.h"
#include "tests/support/fake_file_system.h"

namespace kb::test {
namespace {

FakeFileSystem a_base() {
    FakeFileSystem files;
    files.add("/articles/categories.yaml",
              "- id: net\n  title: Сеть & связь\n- id: staff\n  title: Своё\n  audience: internal\n");
    files.add("/articles/public/net/wifi.md",
              "---\nid: wifi\naliases: [отвалился вайфай]\n---\n# Нет «Wi-Fi» <у> всех\n\n{{> warranty}} "
              "[Секрет](../../internal/s.md), "
              "[роутер](router.md#шаги), ![Лампа](lamp.png), ![план](../../internal/plan.png)\n");
    files.add("/articles/public/net/router.md",
              "---\nslug: net/router\n---\n# Роутер\n\n## Шаги\n\n1. Раз.\n");
    files.add("/articles/public/staff/x.md", "# Категория для своих\n\nТайнопись.\n");
    files.add("/articles/public/draft.md", "---\nstatus: draft\n---\n# Черновик\n\nНедописанное.\n");
    files.add("/articles/internal/s.md", "# Секретная\n\nТайнопись.\n");
    files.add("/articles/public/net/lamp.png", "PNG");
    files.add("/articles/internal/plan.png", "PLAN");
    files.add("/articles/blocks/warranty.md", "Гарантия год.\n");
    return files;
}

std::string all_of(const FakeFileSystem& files, const std::string& folder) {
    std::string text;
    for (const auto& [path, bytes] : files.files) {
        if (path.starts_with(folder)) text += path + "\n" + bytes + "\n";
    }
    return text;
}

}  // namespace

TEST_CASE("a site without a server holds what is public and nothing else", "[export]") {
    FakeFileSystem files = a_base();
    const ExportReport report = export_base(files, {"/articles", "/out", "site", false});
    CHECK(report.articles == 2);
    const std::string page = files.files.at("/out/wifi.html");
    CHECK(page.find("<h1>Нет «Wi-Fi» &lt;у&gt; всех</h1>") != std::string::npos);
    CHECK(page.find("Гарантия год. Секрет, <a href=\"net-router.html#") != std::string::npos);
    CHECK(page.find("<img src=\"files/public/net/lamp.png\" alt=\"Лампа\"") != std::string::npos);
    CHECK(files.files.at("/out/files/public/net/lamp.png") == "PNG");
    CHECK(files.files.at("/out/index.html").find("Сеть &amp; связь") != std::string::npos);
    const std::string all = all_of(files, "/out");
    for (const char* secret : {"айнопис", "Недописан", "недописан", "PLAN", "kb:", "kb-file:", "internal"})
        CHECK(all.find(secret) == std::string::npos);
    CHECK_THROWS_AS(export_base(files, {"/articles", "/out", "site", false}), ConfigError);
}

TEST_CASE("internal articles go along only when asked for", "[export]") {
    for (const char* format : {"jsonl", "html"}) {
        FakeFileSystem files = a_base();
        export_base(files, {"/articles", "/out", format, false});
        CHECK(files.files.at("/out").find("Тайнопись") == std::string::npos);
        CHECK(files.files.at("/out").find("Шаги") != std::string::npos);
        CHECK_THROWS_AS(export_base(files, {"/articles", "/out", format, true}), ConfigError);
        files.files.erase("/out");
        CHECK(export_base(files, {"/articles", "/out", format, true}).articles == 4);
        CHECK(files.files.at("/out").find("Тайнопись") != std::string::npos);
        CHECK(files.files.at("/out").find("Недописанное") == std::string::npos);
    }
}

TEST_CASE("the page to print is one file, pictures and links inside", "[export]") {
    FakeFileSystem files = a_base();
    export_base(files, {"/articles", "/out.html", "html", false});
    const std::string page = files.files.at("/out.html");
    CHECK(page.find("src=\"data:image/png;base64,UE5H\"") != std::string::npos);
    CHECK(page.find("<a href=\"#net-router") != std::string::npos);
    CHECK(page.find("<h1 id=\"net-router\">") != std::string::npos);
    CHECK(page.find("<h2 id=\"net-router--шаги\">") != std::string::npos);
}

TEST_CASE("base64 is as RFC 4648 has it", "[export]") {
    for (const auto& [bytes, text] :
         {std::pair("", ""), {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}})
        CHECK(base64(bytes) == text);
    CHECK(picture_type("a/B.JPEG") == "image/jpeg");
    CHECK(picture_type("a.mp4").empty());
}

}  // namespace kb::test
